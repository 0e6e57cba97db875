import type { ExamBody, WriteExam } from '@assay/contracts';

/** An exam as the form holds it: the pass mark in per cent, named items a line each. */
export interface ExamFields {
  readonly name: string;
  readonly category: string;
  readonly source: 'set' | 'items';
  readonly setName?: string | undefined;
  readonly itemLines?: string | undefined;
  readonly passPercent: number;
  readonly validDays: number;
  readonly coolDownHours: number;
  readonly standardId?: string | undefined;
}

export const newExam: Partial<ExamFields> = {
  source: 'set',
  passPercent: 80,
  validDays: 180,
  coolDownHours: 24,
};

export const examFields = (exam: ExamBody): ExamFields => ({
  name: exam.name,
  category: exam.category,
  source: exam.setName === undefined ? 'items' : 'set',
  setName: exam.setName,
  itemLines: exam.itemIds?.join('\n'),
  passPercent: Number((exam.passMark * 100).toFixed(2)),
  validDays: exam.validDays,
  coolDownHours: exam.coolDownHours,
  standardId: exam.standardId,
});

export function examBody(fields: ExamFields): WriteExam {
  const { name, category, validDays, coolDownHours, standardId } = fields;
  return {
    name: name.trim(),
    category,
    passMark: Number((fields.passPercent / 100).toFixed(4)),
    validDays,
    coolDownHours,
    ...(standardId ? { standardId } : {}),
    ...(fields.source === 'set'
      ? { setName: (fields.setName ?? '').trim() }
      : { itemIds: idsIn(fields.itemLines ?? '') }),
  };
}

/** Ids between white space and commas, each once. */
export const idsIn = (text: string): string[] => [
  ...new Set(text.split(/[\s,]+/).filter((word) => word !== '')),
];
