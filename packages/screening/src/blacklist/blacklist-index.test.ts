import {
  defaultRouting,
  type BlacklistEntry,
  type Finding,
  type PolicyDefinition,
  type SubscriptionMode,
} from '@assay/domain';
import { compilePolicy } from '../policy/compile-policy.js';
import { screen } from '../screen.js';
import { BlacklistIndex } from './blacklist-index.js';

function anEntry(entry: Partial<BlacklistEntry> = {}): BlacklistEntry {
  return {
    id: 'e1',
    tenantId: 't1',
    listId: null,
    kind: 'term',
    value: '返利群',
    effect: 'block',
    category: 'A.3.e',
    severity: 'high',
    action: 'block',
    confidence: 0.9,
    scope: { scenes: [], industries: [] },
    state: 'active',
    validFromMs: 1_000,
    expiresAtMs: 2_000,
    version: 1,
    ...entry,
  };
}

interface Query {
  readonly tenantId?: string;
  readonly scene?: string;
  readonly industry?: string | null;
  readonly evaluatedAtMs?: number;
  readonly useBlacklist?: boolean;
}

function findings(blacklist: BlacklistIndex, text: string, query: Query = {}): readonly Finding[] {
  const {
    tenantId = 't1',
    scene = 'chat',
    industry = null,
    evaluatedAtMs = 1_500,
    useBlacklist = true,
  } = query;
  const definition: PolicyDefinition = {
    taxonomy: 'tc260-003@2024',
    rules: [],
    routing: defaultRouting,
    useBlacklist,
  };
  const policy = compilePolicy(definition);
  if (!policy.ok) throw new Error('the empty policy compiles');
  const submission = { tenantId, scene, industry, parts: [{ text }] };
  return screen({
    compiled: policy.compiled,
    blacklist,
    submission,
    evaluatedAtMs,
  }) as readonly Finding[];
}

const ids = (list: readonly Finding[]): string[] =>
  list.map(({ source }) => (source.type === 'entry' ? source.entryId : ''));

function listOf(...entries: BlacklistEntry[]): BlacklistIndex {
  const blacklist = new BlacklistIndex();
  expect(blacklist.apply(entries, Math.max(0, ...entries.map(({ version }) => version)))).toEqual(
    [],
  );
  return blacklist;
}

describe('BlacklistIndex', () => {
  test('makes a finding that names the entry and its version', () => {
    expect(findings(listOf(anEntry({ version: 7 })), '快进返·利·群')).toEqual([
      {
        type: 'finding',
        source: { type: 'entry', entryId: 'e1', entryVersion: 7 },
        category: 'A.3.e',
        severity: 'high',
        action: 'block',
        score: 0.9,
        message: '返利群',
        spans: [{ part: 0, start: 2, end: 7 }],
        transforms: ['separator_dropped'],
        detector: expect.stringMatching(/^matching@.*\/blacklist$/) as string,
      },
    ]);
  });

  test('matches terms, patterns and domains with everything below them', () => {
    const blacklist = listOf(
      anEntry(),
      anEntry({ id: 'e2', kind: 'pattern', value: '日赚\\d+元' }),
      anEntry({ id: 'e3', kind: 'domain', value: 'HTTPS://Bad-Shop.example.com/' }),
    );
    expect(
      ids(
        findings(
          blacklist,
          '返利群 日赚300元 https://a.bad-shop.example.com/x ad@bad-shop.example.com',
        ),
      ),
    ).toEqual(['e1', 'e2', 'e3']);
    expect(ids(findings(blacklist, 'good-shop.example.com notbad-shop.example.com'))).toEqual([]);
  });

  test.each<[string, Partial<BlacklistEntry>, Query, boolean]>([
    ['before it is valid', {}, { evaluatedAtMs: 999 }, false],
    ['from its first moment', {}, { evaluatedAtMs: 1_000 }, true],
    ['to its last', {}, { evaluatedAtMs: 1_999 }, true],
    ['not when it has expired', {}, { evaluatedAtMs: 2_000 }, false],
    ['not for another tenant', {}, { tenantId: 't2' }, false],
    ['in its scene', { scope: { scenes: ['chat'], industries: [] } }, {}, true],
    ['not in another scene', { scope: { scenes: ['article'], industries: [] } }, {}, false],
    [
      'in its industry',
      { scope: { scenes: [], industries: ['finance'] } },
      { industry: 'finance' },
      true,
    ],
    [
      'not in another industry',
      { scope: { scenes: [], industries: ['finance'] } },
      { industry: 'games' },
      false,
    ],
    ['not without an industry', { scope: { scenes: [], industries: ['finance'] } }, {}, false],
    ['not as a proposal', { state: 'proposed' }, {}, false],
    ['not when suspended', { state: 'suspended' }, {}, false],
    ['not under a policy that leaves it out', {}, { useBlacklist: false }, false],
  ])('an entry hits: %s', (_, entry, query, hits) => {
    expect(findings(listOf(anEntry(entry)), '返利群', query)).toHaveLength(hits ? 1 : 0);
  });

  test.each<[SubscriptionMode | undefined, string | undefined]>([
    ['apply', 'block'],
    ['review', 'review'],
    ['shadow', 'observe'],
    ['ignore', undefined],
    [undefined, undefined],
  ])('a list that a tenant subscribes to as %p acts as %p', (mode, action) => {
    const blacklist = listOf(anEntry({ tenantId: 't9', listId: 'fraud' }));
    if (mode !== undefined) blacklist.setSubscriptions([{ tenantId: 't1', listId: 'fraud', mode }]);
    expect(findings(blacklist, '返利群')[0]?.action).toBe(action);
  });

  test('a tenant sees its own contribution once, whatever its subscription', () => {
    const blacklist = listOf(anEntry({ listId: 'fraud' }));
    blacklist.setSubscriptions([{ tenantId: 't1', listId: 'fraud', mode: 'review' }]);
    expect(findings(blacklist, '返利群')).toMatchObject([
      { action: 'block', source: { listId: 'fraud' } },
    ]);
  });

  test.each<[Partial<BlacklistEntry>, string]>([
    [{ state: 'shadow' }, 'observe'],
    [{ state: 'disputed' }, 'review'],
    [{ action: 'observe' }, 'observe'],
  ])('an entry with %p only acts as %p', (entry, action) => {
    expect(findings(listOf(anEntry(entry)), '返利群')).toMatchObject([{ action }]);
  });

  test.each<[string, Partial<BlacklistEntry>, string[]]>([
    ['the same span', { value: '返利群' }, ['e1']],
    ['a longer span around it', { value: '官方返利群' }, ['e1']],
    ['not a shorter one', { value: '返利' }, ['e1', 'e1']],
    ['not while in shadow', { value: '官方返利群', state: 'shadow' }, ['e1', 'e1']],
    ['not for other tenants', { value: '官方返利群', tenantId: 't2' }, ['e1', 'e1']],
    ['not after it has expired', { value: '官方返利群', expiresAtMs: 1_100 }, ['e1', 'e1']],
  ])('an allow entry wins on %s', (_, allow, expected) => {
    const blacklist = listOf(anEntry(), anEntry({ id: 'ok', effect: 'allow', ...allow }));
    const spans = findings(blacklist, '官方返利群和返利群').flatMap((finding) =>
      finding.spans.map(() => ids([finding])[0]),
    );
    expect(spans).toEqual(allow.value === '返利群' ? [] : expected);
  });

  test('an allowance that another tenant put on a shared list silences nobody', () => {
    const blacklist = listOf(
      anEntry(),
      anEntry({ id: 'ok', effect: 'allow', tenantId: 't2', listId: 'fraud' }),
    );
    blacklist.setSubscriptions([{ tenantId: 't1', listId: 'fraud', mode: 'apply' }]);
    expect(ids(findings(blacklist, '返利群'))).toEqual(['e1']);
  });

  test('an allowed host wins over the blocked domain above it', () => {
    const blacklist = listOf(
      anEntry({ kind: 'domain', value: 'example.com' }),
      anEntry({ id: 'ok', kind: 'domain', value: 'help.example.com', effect: 'allow' }),
    );
    expect(findings(blacklist, 'https://help.example.com/a')).toEqual([]);
    expect(findings(blacklist, 'https://shop.example.com/a')).toHaveLength(1);
  });

  test('changes act at once, in any order, and repeat without effect', () => {
    const blacklist = new BlacklistIndex();
    blacklist.apply([anEntry({ value: '刷单群', version: 5 })], 5);
    blacklist.apply([anEntry({ value: '返利群', version: 3 })], 3);
    expect(blacklist.version).toBe(5);
    expect(ids(findings(blacklist, '返利群'))).toEqual([]);
    expect(ids(findings(blacklist, '刷单群'))).toEqual(['e1']);
    blacklist.apply([anEntry({ value: '刷单群', state: 'retired', version: 6 })], 6);
    expect(ids(findings(blacklist, '刷单群'))).toEqual([]);
    blacklist.apply([anEntry({ value: '刷单群', version: 5 })], 5);
    expect(blacklist).toMatchObject({ version: 6, size: 0 });
    blacklist.retire('e1', 9);
    expect(blacklist.version).toBe(9);
  });

  test('entries with the same value come and go apart from each other', () => {
    const blacklist = listOf(anEntry(), anEntry({ id: 'e2', tenantId: 't2', version: 2 }));
    blacklist.retire('e1', 3);
    expect(ids(findings(blacklist, '返利群'))).toEqual([]);
    expect(ids(findings(blacklist, '返利群', { tenantId: 't2' }))).toEqual(['e2']);
  });

  test('refuses what cannot be looked for and keeps the rest', () => {
    const blacklist = new BlacklistIndex();
    const refused = blacklist.apply(
      [
        anEntry({ id: 'bad', kind: 'pattern', value: '(' }),
        anEntry({ id: 'worse', kind: 'domain', value: '没有域名' }),
        anEntry(),
      ],
      4,
    );
    expect(refused).toMatchObject([
      { entry: { id: 'bad' }, problem: { code: 'invalid_request' } },
      { entry: { id: 'worse' }, problem: { code: 'invalid_request' } },
    ]);
    expect(blacklist).toMatchObject({ version: 4, size: 1 });
  });

  test('an entry whose new version is refused has no effect any more', () => {
    const blacklist = listOf(anEntry());
    blacklist.apply([anEntry({ kind: 'pattern', value: '[', version: 2 })], 2);
    expect(findings(blacklist, '返利群')).toEqual([]);
  });
});
