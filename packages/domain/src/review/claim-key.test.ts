import {
  claimKeyFor,
  heldForKey,
  notEligible,
  readClaimKey,
  type ReviewerStanding,
} from './claim-key.js';

const task = { queue: 'ads', category: 'A.3.e', language: 'zh', severity: 'medium' } as const;
const open = { qualified: false, byLanguage: false };
const strict = { qualified: true, byLanguage: true };
const ann: ReviewerStanding = {
  actor: 'ann',
  lead: false,
  queues: null,
  languages: ['zh'],
  qualifiedFor: new Set(['A.3.e']),
  optedOutOf: new Set(),
  overBudget: false,
};

test('a key names what the settings of the queue ask for', () => {
  expect(claimKeyFor(task, open)).toBe('ads|*|*|mild');
  expect(claimKeyFor({ ...task, severity: 'critical' }, strict)).toBe('ads|A.3.e|zh|heavy');
});

test('a key reads back, also for a queue with a bar in its name', () => {
  expect(readClaimKey(claimKeyFor({ ...task, queue: 'a|b' }, strict))).toEqual({
    queue: 'a|b',
    category: 'A.3.e',
    language: 'zh',
    weight: 'mild',
  });
  expect(readClaimKey(heldForKey('ann'))).toBeUndefined();
});

const cases: [string, Partial<ReviewerStanding>, string, boolean, string | undefined][] = [
  ['all is right', {}, 'ads|A.3.e|zh|heavy', false, undefined],
  [
    'nothing is asked',
    { qualifiedFor: new Set(), languages: [] },
    'ads|*|*|mild',
    false,
    undefined,
  ],
  ['no exam', { qualifiedFor: new Set(['A.4.f']) }, 'ads|A.3.e|zh|mild', false, 'not_qualified'],
  ['another language', { languages: ['en'] }, 'ads|A.3.e|zh|mild', false, 'language'],
  ['every language', { languages: null }, 'ads|A.3.e|other|mild', false, undefined],
  ['opted out', { optedOutOf: new Set(['A.3.e']) }, 'ads|A.3.e|zh|mild', false, 'opted_out'],
  ['budget used up', { overBudget: true }, 'ads|*|*|heavy', false, 'over_budget'],
  ['budget used up, mild task', { overBudget: true }, 'ads|*|*|mild', false, undefined],
  ['another queue', { queues: ['chat'] }, 'ads|*|*|mild', false, 'other_queue'],
  ['for leads', {}, 'ads|*|*|mild', true, 'leads_only'],
  ['for leads, and is one', { lead: true }, 'ads|*|*|mild', true, undefined],
  ['kept for somebody else', { lead: true }, '@bob', false, 'other_person'],
  ['kept for this person', { queues: [] }, '@ann', false, undefined],
];
test.each(cases)('%s', (_, changed, key, leadsOnly, expected) => {
  expect(notEligible({ ...ann, ...changed }, key, { leadsOnly })).toBe(expected);
});
