import { moveOf } from './attempt-keys.js';

const pressed = {
  key: 'a',
  isComposing: false,
  keyCode: 65,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
};

test('keys mean what they mean at the review desk, in capitals too', () => {
  expect(moveOf(pressed, false)).toEqual({ kind: 'outcome', outcome: 'pass' });
  expect(moveOf({ ...pressed, key: 'R' }, false)).toEqual({ kind: 'outcome', outcome: 'block' });
  expect(moveOf({ ...pressed, key: 'Enter' }, false)).toEqual({ kind: 'send' });
  expect(moveOf({ ...pressed, key: 'q' }, false)).toBeUndefined();
});

test('no key does anything while somebody types, composes or holds a modifier', () => {
  expect(moveOf(pressed, true)).toBeUndefined();
  expect(moveOf({ ...pressed, isComposing: true }, false)).toBeUndefined();
  expect(moveOf({ ...pressed, keyCode: 229 }, false)).toBeUndefined();
  expect(moveOf({ ...pressed, ctrlKey: true }, false)).toBeUndefined();
  expect(moveOf({ ...pressed, metaKey: true }, false)).toBeUndefined();
});
