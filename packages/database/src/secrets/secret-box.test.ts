import { randomBytes } from 'node:crypto';
import { SecretBox } from './secret-box.js';

const box = new SecretBox('the master key of this test, long enough');
const purpose = 'webhook-secret';
const plain = Buffer.from('a secret 秘密');

test('what was sealed opens again, and two seals of one secret differ', () => {
  const [first, second] = [
    box.seal(plain, { purpose, context: 'a' }),
    box.seal(plain, { purpose, context: 'a' }),
  ];
  expect(box.open(first, { purpose, context: 'a' })).toEqual(plain);
  expect(first.equals(second)).toBe(false);
  expect(first.includes(plain)).toBe(false);
});

test('another row, purpose or master key does not open it', () => {
  const sealed = box.seal(plain, { purpose, context: 'a' });
  const other = new SecretBox('another master key, just as long as that');
  expect(box.open(sealed, { purpose, context: 'b' })).toBeUndefined();
  expect(box.open(sealed, { purpose: 'other', context: 'a' })).toBeUndefined();
  expect(other.open(sealed, { purpose, context: 'a' })).toBeUndefined();
});

test('no changed, shortened or foreign bytes open', () => {
  const sealed = box.seal(plain, { purpose, context: 'a' });
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(box.open(changed, { purpose, context: 'a' })).toBeUndefined();
    expect(box.open(sealed.subarray(0, index), { purpose, context: 'a' })).toBeUndefined();
  }
  expect(box.open(randomBytes(64), { purpose, context: 'a' })).toBeUndefined();
});

test('derived keys are stable, 32 bytes, and different for each purpose', () => {
  expect(box.deriveKey('one')).toEqual(
    new SecretBox('the master key of this test, long enough').deriveKey('one'),
  );
  expect(box.deriveKey('one').length).toBe(32);
  expect(box.deriveKey('one').equals(box.deriveKey('two'))).toBe(false);
});

test('a short master key is refused', () => {
  expect(() => new SecretBox('short')).toThrow('at least 32');
});
