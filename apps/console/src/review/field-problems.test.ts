import { fieldOf, problemsAt } from './field-problems.js';

test.each([
  ['/category', 'category'],
  ['/clause', 'clause'],
  ['/note', 'note'],
  ['/measures/0/spans', 'outcome'],
  ['/cluster/taskIds/3', 'together'],
  ['/epoch', 'other'],
  ['', 'other'],
])('%j is about the field %s', (pointer, field) => {
  expect(fieldOf(pointer)).toBe(field);
});

test('a field gets its own problems only', () => {
  const errors = ['/note', '/category', '/note'].map((pointer, index) => ({
    pointer,
    code: 'invalid_request' as const,
    message: `m${index}`,
  }));
  expect(problemsAt(errors, 'note').map(({ message }) => message)).toEqual(['m0', 'm2']);
  expect(problemsAt(undefined, 'note')).toEqual([]);
});
