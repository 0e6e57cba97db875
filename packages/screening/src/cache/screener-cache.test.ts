import { defaultRouting, type PolicyVersion } from '@assay/domain';
import { ScreenerCache, type PolicyLoaders } from './screener-cache.js';

function aVersion(version: Partial<PolicyVersion> = {}, term = '返利'): PolicyVersion {
  const { policyId = 'p1', version: number = 1 } = version;
  return {
    id: `${policyId}/${number}`,
    policyId,
    tenantId: 't1',
    name: 'chat',
    scene: 'chat',
    industry: null,
    version: number,
    state: 'published',
    definition: {
      taxonomy: 'tc260-003@2024',
      routing: defaultRouting,
      rules: [
        {
          id: 'r',
          kind: 'term',
          terms: [term],
          category: 'A.3.e',
          severity: 'low',
          action: 'review',
        },
      ],
    },
    ...version,
  };
}

const broken = (version: Partial<PolicyVersion> = {}): PolicyVersion => aVersion(version, '！');

const key = { tenantId: 't1', scene: 'chat', industry: null };

function cacheOver(published: () => readonly PolicyVersion[] = () => []): ScreenerCache {
  const loaders: PolicyLoaders = {
    published: async () => published(),
    version: async (policyId, number) =>
      published().find(
        (candidate) => candidate.policyId === policyId && candidate.version === number,
      ),
  };
  return new ScreenerCache(loaders);
}

describe('ScreenerCache', () => {
  test('finds the policy of the industry before that of the scene', () => {
    const cache = cacheOver();
    cache.publish(aVersion());
    cache.publish(aVersion({ policyId: 'p2', name: 'bank', industry: 'finance' }));
    expect(cache.find({ ...key, industry: 'finance' })?.name).toBe('bank@1');
    expect(cache.find({ ...key, industry: 'games' })?.name).toBe('chat@1');
    expect(cache.find({ ...key, tenantId: 't2' })).toBeUndefined();
    expect(cache.find({ ...key, scene: 'article' })).toBeUndefined();
  });

  test('a prepared version acts when it is published, without compiling again', () => {
    const cache = cacheOver();
    cache.publish(aVersion());
    const prepared = cache.prepare(aVersion({ version: 2 }));
    expect(cache.find(key)?.name).toBe('chat@1');
    cache.publish(aVersion({ version: 2 }));
    expect(cache.find(key)?.name).toBe('chat@2');
    expect(prepared.ok && prepared.compiled).toBe(cache.find(key)?.compiled);
  });

  test('an older version that arrives late changes nothing', () => {
    const cache = cacheOver();
    cache.publish(aVersion({ version: 2 }));
    cache.publish(aVersion({ version: 1 }));
    expect(cache.find(key)?.name).toBe('chat@2');
  });

  test('a version that moves to another scene leaves the old one', () => {
    const cache = cacheOver();
    cache.publish(aVersion());
    cache.publish(aVersion({ version: 2, scene: 'article' }));
    expect(cache.find(key)).toBeUndefined();
    expect(cache.find({ ...key, scene: 'article' })?.name).toBe('chat@2');
  });

  test('a version that does not compile is refused and the one in force stays', () => {
    const cache = cacheOver();
    cache.publish(aVersion());
    expect(cache.publish(broken({ version: 2 }))).toMatchObject({ ok: false });
    expect(cache.find(key)?.name).toBe('chat@1');
  });

  test('a refresh makes exactly the published versions the ones in force', async () => {
    let published = [aVersion(), aVersion({ policyId: 'p2', scene: 'article' })];
    const cache = cacheOver(() => published);
    expect(await cache.refresh()).toEqual([]);
    const before = cache.find(key)?.compiled;
    published = [aVersion()];
    await cache.refresh();
    expect(cache.find(key)?.compiled).toBe(before);
    expect(cache.find({ ...key, scene: 'article' })).toBeUndefined();
  });

  test('a refresh reports what does not compile and keeps what was in force there', async () => {
    let published = [aVersion()];
    const cache = cacheOver(() => published);
    await cache.refresh();
    published = [broken({ version: 2 })];
    expect(await cache.refresh()).toMatchObject([
      { version: { version: 2 }, result: { ok: false } },
    ]);
    expect(cache.find(key)?.name).toBe('chat@1');
  });

  test('refreshes that overlap load once, and a failed one changes nothing', async () => {
    let loads = 0;
    let isDown = false;
    const cache = cacheOver(() => {
      loads++;
      if (isDown) throw new Error('down');
      return [aVersion()];
    });
    await Promise.all([cache.refresh(), cache.refresh()]);
    expect(loads).toBe(1);
    isDown = true;
    await expect(cache.refresh()).rejects.toThrow('down');
    expect(cache.find(key)?.name).toBe('chat@1');
  });

  test('gives any version by its id for replays', async () => {
    const cache = cacheOver(() => [aVersion(), broken({ version: 2 })]);
    expect(await cache.at('p1', 1)).toMatchObject({ ok: true, value: { name: 'chat@1' } });
    expect(await cache.at('p1', 2)).toMatchObject({
      ok: false,
      problem: { code: 'policy_invalid' },
    });
    expect(await cache.at('p1', 3)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    expect(cache.find(key)).toBeUndefined();
  });

  test('retiring takes a policy out of force', () => {
    const cache = cacheOver();
    cache.publish(aVersion());
    cache.retire('p1');
    expect(cache.find(key)).toBeUndefined();
  });
});
