import type { Principal } from '@assay/domain';
import { CredentialCache } from './credential-cache.js';

const principal: Principal = {
  id: 'p',
  via: 'key',
  userId: null,
  keyId: 'k',
  tenantId: 't',
  permissions: new Set(),
};

test('many requests at once cost one look-up, later ones none', async () => {
  let lookups = 0;
  const cache = new CredentialCache(async () => {
    lookups += 1;
    return principal;
  });
  expect(cache.recall('key')).toBeUndefined();
  const found = await Promise.all([cache.find('key'), cache.find('key'), cache.find('key')]);
  expect(found).toEqual([principal, principal, principal]);
  expect(cache.recall('key')).toBe(principal);
  expect(lookups).toBe(1);
});

test('an unknown credential is asked for again', async () => {
  const answers = [undefined, principal];
  const cache = new CredentialCache(async () => answers.shift());
  expect(await cache.find('key')).toBeUndefined();
  expect(await cache.find('key')).toBe(principal);
});

test('a look-up that began before a change is not remembered after it', async () => {
  let finish: (found: Principal) => void = () => undefined;
  const cache = new CredentialCache(() => new Promise((resolve) => (finish = resolve)));
  const early = cache.find('key');
  cache.forgetAll();
  finish(principal);
  await early;
  expect(cache.recall('key')).toBeUndefined();
});

test('a look-up that failed is tried again', async () => {
  let isDown = true;
  const cache = new CredentialCache(async () => {
    if (isDown) throw new Error('down');
    return principal;
  });
  await expect(cache.find('key')).rejects.toThrow('down');
  isDown = false;
  expect(await cache.find('key')).toBe(principal);
});
