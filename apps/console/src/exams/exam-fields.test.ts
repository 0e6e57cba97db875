import { WriteExam, type ExamBody } from '@assay/contracts';
import { examBody, examFields, idsIn } from './exam-fields.js';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const exam: ExamBody = {
  id,
  name: 'Contacts',
  category: 'A.3.b',
  state: 'open',
  version: 1,
  passMark: 0.85,
  validDays: 90,
  coolDownHours: 0,
  itemCount: 12,
  setName: 'contacts',
  createdAt: '2026-03-01T00:00:00Z',
  updatedAt: '2026-03-01T00:00:00Z',
  mine: {},
};

test('an exam that was not touched is written as it was', () => {
  expect(examBody(examFields(exam))).toEqual({
    name: 'Contacts',
    category: 'A.3.b',
    passMark: 0.85,
    validDays: 90,
    coolDownHours: 0,
    setName: 'contacts',
  });
});

test('named items are sent instead of a set, and the other way round', () => {
  const { setName: _, ...rest } = exam;
  const fields = examFields({ ...rest, itemIds: [id] });
  expect(fields.source).toBe('items');
  expect(examBody(fields)).toMatchObject({ itemIds: [id] });
  expect(examBody({ ...fields, source: 'set', setName: ' s ' })).not.toHaveProperty('itemIds');
  expect(WriteExam.safeParse(examBody(fields)).success).toBe(true);
});

test('ids are found however they were pasted, each once', () => {
  expect(idsIn(' a, b\nb\n\n c ')).toEqual(['a', 'b', 'c']);
  expect(idsIn(' ')).toEqual([]);
});
