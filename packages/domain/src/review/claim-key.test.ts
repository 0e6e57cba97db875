import {
  claimKeyFor,
  heldForKey,
  notEligible,
  readClaimKey,
  type ReviewerStanding,
} from './claim-key.js';

const task = { queue: 'ads', category: 'A.3.e', language: 'zh', severity: 'medium' } as const;
const open = { qualified: false, byLanguage: false, leadsOnly: false };
const strict = { ...open, qualified: true, byLanguage: true };
const forLeads = { ...open, leadsOnly: true };
const ann: ReviewerStanding = {
  actor: 'ann',
  lead: false,
  queues: null,
  languages: ['zh'],
  qualifiedFor: new Set(['A.3.e']),
  optedOutOf: new Set(),
  overBudget: false,
};

test('a key names queue, category, language and weight', () => {
  expect(claimKeyFor(task)).toBe('ads|A.3.e|zh|mild');
  expect(claimKeyFor({ ...task, severity: 'critical' })).toBe('ads|A.3.e|zh|heavy');
});

test('a key reads back, also for a queue with a bar in its name', () => {
  expect(readClaimKey(claimKeyFor({ ...task, queue: 'a|b' }))).toEqual({
    queue: 'a|b',
    category: 'A.3.e',
    language: 'zh',
    weight: 'mild',
  });
  expect(readClaimKey(heldForKey('ann'))).toBeUndefined();
});

const cases: [string, Partial<ReviewerStanding>, string, typeof open, string | undefined][] = [
  ['all is right', {}, 'ads|A.3.e|zh|heavy', strict, undefined],
  [
    'nothing is asked',
    { qualifiedFor: new Set(), languages: [] },
    'ads|A.4.f|en|mild',
    open,
    undefined,
  ],
  ['no exam', { qualifiedFor: new Set(['A.4.f']) }, 'ads|A.3.e|zh|mild', strict, 'not_qualified'],
  ['no exam, anybody may', { qualifiedFor: new Set() }, 'ads|*|*|mild', strict, undefined],
  ['another language', { languages: ['en'] }, 'ads|A.3.e|zh|mild', strict, 'language'],
  ['every language', { languages: null }, 'ads|A.3.e|other|mild', strict, undefined],
  ['opted out', { optedOutOf: new Set(['A.3.e']) }, 'ads|A.3.e|zh|mild', strict, 'opted_out'],
  [
    'opted out where no exam is asked',
    { optedOutOf: new Set(['A.3.e']) },
    'ads|A.3.e|zh|mild',
    open,
    'opted_out',
  ],
  ['budget used up', { overBudget: true }, 'ads|A.3.e|zh|heavy', open, 'over_budget'],
  ['budget used up, mild task', { overBudget: true }, 'ads|A.3.e|zh|mild', open, undefined],
  ['another queue', { queues: ['chat'] }, 'ads|A.3.e|zh|mild', open, 'other_queue'],
  ['for leads', {}, 'ads|A.3.e|zh|mild', forLeads, 'leads_only'],
  ['for leads, and is one', { lead: true }, 'ads|A.3.e|zh|mild', forLeads, undefined],
  ['kept for somebody else', { lead: true }, '@bob', open, 'other_person'],
  ['kept for this person', { queues: [] }, '@ann', open, undefined],
];
test.each(cases)('%s', (_, changed, key, settings, expected) => {
  expect(notEligible({ ...ann, ...changed }, key, settings)).toBe(expected);
});
