import { verdictEventType, verdictOutcome } from './verdict.js';

test('a machine decision binds as it is, and a pass with measures restricts', () => {
  expect(verdictOutcome({ outcome: 'pass', measures: [] })).toBe('pass');
  expect(verdictOutcome({ outcome: 'pass', measures: [{ kind: 'demote' }] })).toBe('restrict');
  expect(verdictOutcome({ outcome: 'block', measures: [] })).toBe('block');
});

test('what people must decide has no outcome yet', () => {
  expect(verdictOutcome({ outcome: 'review', measures: [] })).toBeUndefined();
});

test('the first verdict is created, later ones are revised, a withdrawal says so', () => {
  expect(verdictEventType({ revision: 1, cause: 'first_review' })).toBe('verdict.created');
  expect(verdictEventType({ revision: 2, cause: 'appeal' })).toBe('verdict.revised');
  expect(verdictEventType({ revision: 1, cause: 'withdrawal' })).toBe('submission.withdrawn');
});
