import type { Database } from '@assay/database';
import { TenantDirectory } from './tenant-directory.service.js';

/** A directory over a table of published scenes, and the look-ups that reached it. */
function directoryOver(scenes: { tenant_id: string; scene: string; industry: string }[]) {
  const lookups: (() => void)[] = [];
  const query = () =>
    new Promise((resolve) => lookups.push(() => resolve({ rows: structuredClone(scenes) })));
  const directory = new TenantDirectory({ pool: { query } } as unknown as Database);
  return { directory, lookups };
}

test('requests that ask for a scene at the same time share one look-up and its answer', async () => {
  const { directory, lookups } = directoryOver([{ tenant_id: 't', scene: 'new', industry: '' }]);
  const asked = Array.from({ length: 100 }, async () => directory.hasPolicy('t', 'new', null));
  lookups.forEach((finish) => finish());
  expect(new Set(await Promise.all(asked))).toEqual(new Set([true]));
  expect(lookups).toHaveLength(1);
  expect(directory.hasPolicy('t', 'new', null)).toBe(true);
});

test('made-up scene names do not become as many queries', async () => {
  const { directory, lookups } = directoryOver([]);
  const asked = Array.from({ length: 100 }, async (_, n) =>
    directory.hasPolicy('t', `made-up-${n}`, null),
  );
  lookups.forEach((finish) => finish());
  expect(new Set(await Promise.all(asked))).toEqual(new Set([false]));
  expect(lookups).toHaveLength(1);
  expect(directory.hasPolicy('t', 'made-up-7', null)).toBe(false);
});
