import { checkRuling, type RulingContext } from './check-ruling.js';
import type { Ruling } from './settle.js';

const context: RulingContext = {
  taxonomy: 'tc260-003@2024',
  parts: [{ type: 'text', text: 'add me on chat: nobody' }],
  reasons: [
    {
      category: 'A.3.b',
      severity: 'medium',
      rule: 'contact',
      message: '',
      spans: [{ part: 0, start: 0, end: 6 }],
    },
    {
      category: 'A.4.f',
      severity: 'low',
      rule: 'phone',
      message: '',
      spans: [{ part: 0, start: 16, end: 22 }],
    },
  ],
  required: [],
  clauses: ['ads@2#contact'],
};
const aRuling = (fields: Partial<Ruling>): Ruling => ({
  kind: 'ruling',
  outcome: 'block',
  category: 'A.3.b',
  clause: null,
  referral: null,
  note: null,
  measures: [],
  ...fields,
});

const refused: readonly [string, Partial<Ruling>, string, string][] = [
  ['a block without a category', { category: null }, 'invalid_request', '/category'],
  [
    'a restriction without a category',
    { outcome: 'restrict', category: null },
    'invalid_request',
    '/category',
  ],
  [
    'a category of another taxonomy',
    { category: 'sexual/minors' },
    'unknown_category',
    '/category',
  ],
  [
    'an unknown category on a pass',
    { outcome: 'pass', category: 'nope' },
    'unknown_category',
    '/category',
  ],
  ['a restriction without measures', { outcome: 'restrict' }, 'invalid_request', '/measures'],
  [
    'a span behind the end of the text',
    {
      outcome: 'restrict',
      measures: [{ kind: 'demote' }, { kind: 'mask', spans: [{ part: 0, start: 20, end: 23 }] }],
    },
    'invalid_request',
    '/measures/1/spans',
  ],
  [
    'a span in a part that is not there',
    { outcome: 'restrict', measures: [{ kind: 'mask', spans: [{ part: 1, start: 0, end: 1 }] }] },
    'invalid_request',
    '/measures/0/spans',
  ],
];

test.each(refused)('%s is refused', (_, fields, code, pointer) => {
  const checked = checkRuling(context, aRuling(fields));
  expect(checked).toMatchObject({ ok: false, problem: { code, errors: [{ pointer, code }] } });
});

test('a pass needs nothing', () => {
  const ruling = aRuling({ outcome: 'pass', category: null });
  expect(checkRuling(context, ruling)).toEqual({ ok: true, value: ruling });
});

test('a block keeps no measures', () => {
  const checked = checkRuling(context, aRuling({ measures: [{ kind: 'demote' }] }));
  expect(checked).toMatchObject({ ok: true, value: { measures: [] } });
});

test('a mask without spans covers what machines found for its category', () => {
  const checked = checkRuling(
    context,
    aRuling({ outcome: 'restrict', measures: [{ kind: 'mask', spans: [] }] }),
  );
  expect(checked).toMatchObject({
    value: { measures: [{ spans: [{ part: 0, start: 0, end: 6 }] }] },
  });
});

test('a mask without spans falls back to every machine finding', () => {
  const ruling = aRuling({
    outcome: 'restrict',
    category: 'A.2.i',
    measures: [{ kind: 'mask', spans: [] }],
  });
  expect(checkRuling(context, ruling)).toMatchObject({
    value: { measures: [{ spans: [{ start: 0 }, { start: 16 }] }] },
  });
});

test('a mask with nothing to cover is refused', () => {
  const ruling = aRuling({ outcome: 'restrict', measures: [{ kind: 'mask', spans: [] }] });
  expect(checkRuling({ ...context, reasons: [] }, ruling)).toMatchObject({
    problem: { errors: [{ pointer: '/measures/0/spans' }] },
  });
});

test('a queue that asks for a note and a clause gets them, except from a pass', () => {
  const strict: RulingContext = { ...context, required: ['category', 'note', 'clause'] };
  expect(checkRuling(strict, aRuling({ clause: 'ads@2#contact', note: ' ' }))).toMatchObject({
    problem: { code: 'invalid_request', errors: [{ pointer: '/note' }] },
  });
  expect(checkRuling(strict, aRuling({ note: 'an advert' }))).toMatchObject({
    problem: { errors: [{ pointer: '/clause' }] },
  });
  expect(checkRuling(strict, aRuling({ outcome: 'pass', category: null }))).toMatchObject({
    ok: true,
  });
});

test('a clause of another version is not cited', () => {
  expect(checkRuling(context, aRuling({ clause: 'ads@1#contact' }))).toMatchObject({
    problem: { errors: [{ pointer: '/clause' }] },
  });
  expect(checkRuling(context, aRuling({ clause: 'ads@2#contact' }))).toMatchObject({ ok: true });
});

test('broken content is a block without a category, whatever else was said', () => {
  const measures = [{ kind: 'demote' }] as const;
  expect(
    checkRuling(context, aRuling({ kind: 'content_broken', outcome: 'pass', measures })),
  ).toMatchObject({ ok: true, value: { outcome: 'block', category: null, measures: [] } });
});

test('a referral blocks, and names whom it goes to', () => {
  const referral = { authority: 'legal', note: null } as const;
  expect(
    checkRuling(context, aRuling({ kind: 'referral', outcome: 'pass', referral })),
  ).toMatchObject({
    ok: true,
    value: { outcome: 'block', referral },
  });
  expect(checkRuling(context, aRuling({ kind: 'referral' }))).toMatchObject({
    problem: { errors: [{ pointer: '/referral' }] },
  });
});
