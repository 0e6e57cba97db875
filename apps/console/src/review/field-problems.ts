import type { FieldProblems } from './desk-state.js';

/** A field of the decision panel, or `other` for what has none. */
export type Field = 'outcome' | 'category' | 'clause' | 'note' | 'together' | 'other';

const byPointer: Readonly<Record<string, Field>> = {
  outcome: 'outcome',
  kind: 'outcome',
  measures: 'outcome',
  category: 'category',
  clause: 'clause',
  note: 'note',
  cluster: 'together',
};

/** Which field a JSON pointer of the gateway is about: `/measures/0/spans` is the outcome's. */
export function fieldOf(pointer: string): Field {
  const [, first = ''] = pointer.split('/');
  return byPointer[first] ?? 'other';
}

/** The problems of one field, in the gateway's order. */
export const problemsAt = (errors: FieldProblems | undefined, field: Field): FieldProblems =>
  (errors ?? []).filter(({ pointer }) => fieldOf(pointer) === field);
