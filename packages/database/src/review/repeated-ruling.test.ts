import type { Measure, Ruling } from '@assay/domain';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { claimAny } from '../testing/claim-any.js';
import { newId } from '../random-pool.js';
import { RulingStore } from './ruling.store.js';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'repeated-ruling-test' });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

test('a ruling that is sent again with other measures is a different one', async () => {
  const tenantId = newId();
  const actor = 'ann';
  await openTasks(database.pool, { tenantId });
  const [lease] = await database.dataSource.transaction((manager) =>
    claimAny(manager, { tenantId, actor, count: 1 }),
  );
  const held = { tenantId, actor, taskId: lease!.taskId, epoch: lease!.epoch };
  const label: Measure = { kind: 'label', text: 'advertisement' };
  const ruleWith = (measures: readonly Measure[]) => {
    const ruling: Ruling = {
      kind: 'ruling',
      clause: null,
      referral: null,
      outcome: 'restrict',
      category: 'A.3.b',
      note: null,
      measures,
    };
    return database.dataSource.transaction((manager) =>
      new RulingStore(manager).rule({ ...held, ruling }),
    );
  };
  const first = await ruleWith([label]);
  expect(first).toMatchObject({ ok: true });
  expect(await ruleWith([{ text: 'advertisement', kind: 'label' }])).toMatchObject({
    ok: true,
    value: { id: first.ok && first.value.id },
  });
  for (const other of [[], [{ kind: 'demote' }], [label, { kind: 'demote' }]] as Measure[][]) {
    expect(await ruleWith(other)).toMatchObject({ problem: { code: 'invalid_transition' } });
  }
});
