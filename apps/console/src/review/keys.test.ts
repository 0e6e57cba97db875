import { actionOf } from './keys.js';

test.each([
  ['a', { type: 'outcome', outcome: 'pass' }],
  ['R', { type: 'outcome', outcome: 'block' }],
  ['b', { type: 'outcome', outcome: 'restrict' }],
  ['1', { type: 'category', position: 1 }],
  ['9', { type: 'category', position: 9 }],
  ['s', { type: 'skip' }],
  ['u', { type: 'undo' }],
  ['n', { type: 'note' }],
  ['c', { type: 'similar' }],
  ['e', { type: 'escalate' }],
  ['T', { type: 'transfer' }],
  ['f', { type: 'refer' }],
  ['x', { type: 'broken' }],
  ['l', { type: 'clauses' }],
  ['p', { type: 'pause' }],
  ['z', { type: 'release' }],
  ['/', { type: 'search' }],
  ['Escape', { type: 'close' }],
  ['Enter', { type: 'proceed' }],
  ['v', { type: 'reveal' }],
  [' ', { type: 'reveal' }],
  ['?', { type: 'sheet' }],
])('%s means its action on the page', (key, action) => {
  expect(actionOf({ key }, 'page')).toEqual(action);
});

test.each(['0', 'm', 'ArrowDown', 'toString', 'constructor'])('%s means nothing', (key) => {
  expect(actionOf({ key }, 'page')).toBeUndefined();
});

test('no key acts while a text field has the focus', () => {
  for (const key of ['a', '1', 'Enter', ' ', '?'])
    expect(actionOf({ key }, 'text')).toBeUndefined();
});

test('no key acts while an input method composes', () => {
  expect(actionOf({ key: 'a', isComposing: true }, 'page')).toBeUndefined();
  expect(actionOf({ key: 'a', keyCode: 229 }, 'page')).toBeUndefined();
});

test('browser shortcuts and held keys are left alone', () => {
  expect(actionOf({ key: 'r', ctrlKey: true }, 'page')).toBeUndefined();
  expect(actionOf({ key: 'r', metaKey: true }, 'page')).toBeUndefined();
  expect(actionOf({ key: 'a', altKey: true }, 'page')).toBeUndefined();
  expect(actionOf({ key: 'Enter', repeat: true }, 'page')).toBeUndefined();
});

test('a focused control keeps Enter and Space and gives up the letters', () => {
  expect(actionOf({ key: 'Enter' }, 'control')).toBeUndefined();
  expect(actionOf({ key: ' ' }, 'control')).toBeUndefined();
  expect(actionOf({ key: 'r' }, 'control')).toEqual({ type: 'outcome', outcome: 'block' });
});

test('a box to tick keeps Space and leaves Enter to the desk', () => {
  expect(actionOf({ key: ' ' }, 'box')).toBeUndefined();
  expect(actionOf({ key: 'Enter' }, 'box')).toEqual({ type: 'proceed' });
  expect(actionOf({ key: 'x' }, 'box')).toEqual({ type: 'broken' });
});
