import type { Reason } from '../decision/decide.js';
import { settle, type Ruling } from './settle.js';

const aReason = (overrides: Partial<Reason> = {}): Reason => ({
  category: 'A.3.e',
  severity: 'high',
  rule: 'bait',
  message: 'contact bait',
  spans: [{ part: 0, start: 0, end: 3 }],
  ...overrides,
});
const aRuling = (overrides: Partial<Ruling> = {}): Ruling => ({
  kind: 'ruling',
  outcome: 'block',
  category: null,
  clause: null,
  note: null,
  measures: [],
  referral: null,
  ...overrides,
});

test('a pass keeps no reasons and no measures, whatever the machine found', () => {
  const ruling = aRuling({ outcome: 'pass', category: 'A.3.e', measures: [{ kind: 'demote' }] });
  expect(settle([aReason()], ruling)).toEqual({ outcome: 'pass', measures: [], reasons: [] });
});

test('a ruling without a category stands on the reasons of the machine', () => {
  expect(settle([aReason()], aRuling()).reasons).toEqual([aReason()]);
});

test('a named category leads, with the spans of the machine reasons that support it', () => {
  const other = aReason({ category: 'A.4.f', rule: 'personal' });
  const settled = settle([other, aReason()], aRuling({ category: 'A.3.e', note: 'plain bait' }));
  expect(settled.reasons).toEqual([
    {
      category: 'A.3.e',
      severity: 'high',
      rule: 'human_review',
      message: 'plain bait',
      spans: [{ part: 0, start: 0, end: 3 }],
    },
    aReason(),
  ]);
});

test('a category that the machine did not see stands alone with medium severity', () => {
  expect(settle([aReason()], aRuling({ category: 'A.1.f' })).reasons).toEqual([
    { category: 'A.1.f', severity: 'medium', rule: 'human_review', message: '', spans: [] },
  ]);
});

test('measures count with restrict only', () => {
  const measures = [{ kind: 'label', text: 'advertisement' }] as const;
  expect(settle([], aRuling({ outcome: 'restrict', measures })).measures).toEqual(measures);
  expect(settle([], aRuling({ outcome: 'block', measures })).measures).toEqual([]);
});

test('content that cannot be judged is blocked, and the reason says what to do', () => {
  const settled = settle([aReason()], aRuling({ kind: 'content_broken' }));
  expect(settled).toMatchObject({ outcome: 'block', reasons: [{ rule: 'content_broken' }] });
  expect(settled.reasons[0]?.message).toContain('submit it again');
});
