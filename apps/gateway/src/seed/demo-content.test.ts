import {
  connectDatabase,
  loadBlacklistSince,
  loadPublishedPolicies,
  loadSubscriptions,
  migrate,
  retirePolicy,
  type Database,
} from '@assay/database';
import { decide } from '@assay/domain';
import { BlacklistIndex, checkIndicator, compilePolicy, screen } from '@assay/screening';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { v7 } from 'uuid';
import { checkDefinition } from '../policies/check-definition.js';
import { seedDemoContent } from './demo-content.js';
import { demoEntries } from './demo-entries.js';
import { demoPolicies } from './demo-policies.js';

let files: TestDatabase;
let database: Database;
const owners = { tenantId: v7(), adminPrincipal: 'admin', secondPrincipal: 'second' };

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'demo-content-test' });
  await Promise.all([seedDemoContent(database, owners), seedDemoContent(database, owners)]);
});
afterAll(async () => {
  await database?.close();
  await files?.drop();
});

test.each(demoPolicies)('policy $name is sound and warns of nothing', ({ definition }) => {
  expect(checkDefinition(definition)).toEqual({ problems: [], warnings: [] });
});

test.each(demoEntries)('entry $value can be looked for as it is written', ({ kind, value }) => {
  expect(checkIndicator(kind, value)).toMatchObject({ ok: true, value: { value } });
});

test('two processes at once publish every policy and every entry once', async () => {
  const { policies } = await loadPublishedPolicies(database.dataSource.manager);
  expect(policies.map(({ scene }) => scene).sort()).toEqual([
    'article',
    'chat',
    'finance',
    'marketing',
  ]);
  expect(
    policies.every(({ tenantId, version }) => tenantId === owners.tenantId && version === 1),
  ).toBe(true);
  const { entries } = await loadBlacklistSince(database.dataSource.manager, 0);
  expect(entries.map(({ value }) => value).sort()).toEqual(
    demoEntries.map(({ value }) => value).sort(),
  );
  const { subscriptions } = await loadSubscriptions(database.dataSource.manager);
  const [entry] = entries;
  expect(subscriptions).toEqual([
    { tenantId: owners.tenantId, listId: entry?.listId, mode: 'apply' },
  ]);
});

const cases: [string, string, string][] = [
  ['chat', '今天的作业我写完了，明天一起去图书馆吧。', 'pass'],
  ['chat', 'The bus leaves at nine, bring an umbrella.', 'pass'],
  ['chat', '加 我 微 信，拉你进内部群。', 'review'],
  ['chat', '请勿加微信转账。', 'pass'],
  ['chat', 'Add me on Telegram @demo_nobody for the private channel.', 'review'],
  ['chat', '刷-单-返-利，多劳多得。', 'block'],
  ['chat', 'His phone number is 555-0100-00 today.', 'restrict'],
  ['article', '患者张某某，身份证号 110101190001010000，住址不详。', 'restrict'],
  ['article', 'Write to nobody@example.com.', 'restrict'],
  ['marketing', '全网最低价，欢迎选购', 'review'],
  ['marketing', 'Guaranteed cure in 7 days, order now!', 'block'],
  ['marketing', '點擊連結領取紅包：http://prize.example.test/claim', 'block'],
  ['marketing', '本店新到春茶，欢迎到店品尝，每人限购两盒。', 'pass'],
  ['finance', '保.本.保.息，稳.赚.不.赔', 'block'],
  ['finance', 'Guaranteed returns of 30% a month, zero risk.', 'block'],
  ['finance', '请把资金转入安全账户 6200000000000000000', 'block'],
  ['finance', '年化收益约百分之三十', 'review'],
  ['finance', '基金有风险，投资需谨慎，过往业绩不代表未来表现。', 'pass'],
  ['article', '内部渠道提额，当天到账', 'block'],
  ['article', '见 https://pay.login-bank.invalid/x', 'block'],
  ['chat', '进红包群找我，QQ群号：12345678', 'review'],
];
test.each(cases)('in %s, "%s" leads to %s', async (scene, text, outcome) => {
  const { policies } = await loadPublishedPolicies(database.dataSource.manager);
  const policy = policies.find((each) => each.scene === scene);
  if (policy === undefined) throw new Error(`No policy for ${scene}.`);
  const compiled = compilePolicy(policy.definition);
  if (!compiled.ok) throw new Error('The policy does not compile.');
  const blacklist = new BlacklistIndex();
  const { subscriptions } = await loadSubscriptions(database.dataSource.manager);
  blacklist.setSubscriptions(subscriptions);
  const { entries, version } = await loadBlacklistSince(database.dataSource.manager, 0);
  expect(blacklist.apply(entries, version)).toEqual([]);
  const evidence = screen({
    compiled: compiled.compiled,
    blacklist,
    submission: { tenantId: owners.tenantId, scene, industry: null, parts: [{ text }] },
    evaluatedAtMs: Date.now(),
  });
  const decision = decide(policy.definition, evidence);
  const verdict =
    decision.outcome === 'pass' && decision.measures.length > 0 ? 'restrict' : decision.outcome;
  expect([verdict, decision.reasons.map(({ rule }) => rule)]).toEqual([outcome, expect.anything()]);
});

test('what an admin retired is not brought back', async () => {
  const { policies } = await loadPublishedPolicies(database.dataSource.manager);
  const chat = policies.find(({ scene }) => scene === 'chat');
  const reference = { tenantId: owners.tenantId, id: chat?.id ?? '', actor: 'admin' };
  await database.dataSource.transaction((manager) => retirePolicy(manager, reference));
  await seedDemoContent(database, owners);
  const after = await loadPublishedPolicies(database.dataSource.manager);
  expect(after.policies).toHaveLength(3);
});
