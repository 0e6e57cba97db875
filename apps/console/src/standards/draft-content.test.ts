import { emptyClause, gapsIn, movedItem, sameContent, withItem } from './draft-content.js';

const clause = {
  id: 'contact',
  category: 'A.3.b',
  title: { 'zh-CN': '联系方式', en: 'Contacts' },
  text: { 'zh-CN': '不得留下联系方式。', en: 'Leave no contacts.' },
  examples: [],
};

test('gaps of a draft are named by where they are', () => {
  expect(gapsIn({ clauses: [clause], reviewAt: '2027-01-31' })).toEqual([]);
  expect(gapsIn({ clauses: [], reviewAt: '' })).toEqual(['/clauses', '/reviewAt']);
  expect(gapsIn({ clauses: [{ ...clause, id: 'A B' }], reviewAt: '2027-01-31' })).toEqual([
    '/clauses/0/id',
  ]);
  expect(gapsIn({ clauses: [emptyClause()], reviewAt: '2027-01-31' })).toContain(
    '/clauses/0/title/en',
  );
});

test('two clauses cannot share an id', () => {
  expect(gapsIn({ clauses: [clause, clause], reviewAt: '2027-01-31' })).toEqual(['/clauses']);
});

test('items are replaced, removed and moved without touching the list they came from', () => {
  const items = ['a', 'b', 'c'];
  expect(withItem(items, 1, 'B')).toEqual(['a', 'B', 'c']);
  expect(withItem(items, 1, undefined)).toEqual(['a', 'c']);
  expect(movedItem(items, 2, -1)).toEqual(['a', 'c', 'b']);
  expect(movedItem(items, 0, -1)).toEqual(items);
  expect(movedItem(items, 2, 1)).toEqual(items);
  expect(items).toEqual(['a', 'b', 'c']);
});

test('drafts with the same words are the same', () => {
  const content = { clauses: [clause], reviewAt: '2027-01-31' };
  expect(sameContent(content, structuredClone(content))).toBe(true);
  expect(sameContent(content, { ...content, reviewAt: '2027-02-01' })).toBe(false);
});
