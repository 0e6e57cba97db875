import { concludePanel, type PanelRuling } from './conclude.js';
import { doubleBlind, singleReviewer, type Panel } from './queue.js';

const pass: PanelRuling = { kind: 'ruling', outcome: 'pass', category: null };
const block: PanelRuling = { kind: 'ruling', outcome: 'block', category: 'A.3.e' };
const blockElse: PanelRuling = { kind: 'ruling', outcome: 'block', category: 'A.4.f' };
const restrict: PanelRuling = { kind: 'ruling', outcome: 'restrict', category: 'A.4.f' };
const referral: PanelRuling = { kind: 'referral', outcome: 'block', category: 'A.1.d' };
const broken: PanelRuling = { kind: 'content_broken', outcome: 'block', category: null };
const twoOfThree: Panel = { reviewers: 3, agreeing: 2, arbiter: true, agreeOn: 'outcome' };
const withoutArbiter: Panel = { ...doubleBlind, arbiter: false };
const byCategory: Panel = { ...doubleBlind, agreeOn: 'category' };

const cases: [string, Panel, PanelRuling[], PanelRuling | undefined, object][] = [
  ['nobody spoke', doubleBlind, [], undefined, { type: 'waiting' }],
  [
    'one of one',
    singleReviewer,
    [block],
    undefined,
    { type: 'concluded', ruling: block, agreed: true },
  ],
  ['one of two', doubleBlind, [block], undefined, { type: 'waiting' }],
  [
    'two agree',
    doubleBlind,
    [pass, pass],
    undefined,
    { type: 'concluded', ruling: pass, agreed: true },
  ],
  ['two differ', doubleBlind, [pass, block], undefined, { type: 'arbitration' }],
  [
    'the arbiter spoke',
    doubleBlind,
    [pass, block],
    restrict,
    { type: 'concluded', ruling: restrict, agreed: false },
  ],
  [
    'two of three agree early',
    twoOfThree,
    [block, block],
    undefined,
    { type: 'concluded', ruling: block, agreed: true },
  ],
  [
    'two of three agree late',
    twoOfThree,
    [block, pass, block],
    undefined,
    { type: 'concluded', ruling: block, agreed: false },
  ],
  [
    'three of three differ',
    twoOfThree,
    [block, pass, restrict],
    undefined,
    { type: 'arbitration' },
  ],
  [
    'another reason is agreement by outcome',
    doubleBlind,
    [block, blockElse],
    undefined,
    { type: 'concluded', ruling: block, agreed: true },
  ],
  [
    'another reason is none by category',
    byCategory,
    [block, blockElse],
    undefined,
    { type: 'arbitration' },
  ],
  [
    'without an arbiter the strictest counts',
    withoutArbiter,
    [pass, restrict],
    undefined,
    { type: 'concluded', ruling: restrict, agreed: false },
  ],
  [
    'one referral is enough',
    twoOfThree,
    [referral],
    undefined,
    { type: 'concluded', ruling: referral, agreed: true },
  ],
  [
    'broken content is not the same as a block',
    doubleBlind,
    [block, broken],
    undefined,
    { type: 'arbitration' },
  ],
];
test.each(cases)('%s', (_, panel, rulings, arbitration, expected) => {
  expect(concludePanel(panel, { rulings, arbitration })).toEqual(expected);
});
