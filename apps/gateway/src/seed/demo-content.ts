import {
  createDraft,
  createIndustryList,
  moveEntries,
  PolicyStore,
  proposeEntries,
  publishPolicy,
  recordAudit,
  type Database,
  type NewEntry,
} from '@assay/database';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { demoEntries, demoListDescription, demoListName, type DemoEntry } from './demo-entries.js';
import { demoPolicies, type DemoPolicy } from './demo-policies.js';
import { seedQualification } from './seed-qualification.js';

export interface DemoOwners {
  readonly tenantId: string;
  readonly adminPrincipal: string;
  /** Confirms what the first one proposes; never the same. */
  readonly secondPrincipal: string;
}

/** Any constant will do; it only has to be the same in every process. */
const demoLock = 4_171_953_003;

const yearMs = 365 * 24 * 3600 * 1000;

/**
 * Published policies, an industry list, a standard with gold items and an exam for the demo tenant. Running it again,
 * also at the same time in another process, changes nothing that is there: what an admin edited, retired or replaced
 * stays so.
 */
export async function seedDemoContent(database: Database, owners: DemoOwners): Promise<void> {
  await database.dataSource.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [demoLock]);
    for (const policy of demoPolicies) await seedPolicy(manager, { policy, owners });
    await seedList(manager, owners);
    await seedQualification(manager, {
      tenantId: owners.tenantId,
      actor: owners.adminPrincipal,
    });
  });
}

async function seedPolicy(
  manager: EntityManager,
  { policy, owners }: { readonly policy: DemoPolicy; readonly owners: DemoOwners },
): Promise<void> {
  const { tenantId, adminPrincipal: actor } = owners;
  const store = new PolicyStore(manager);
  const existing = await store.list(tenantId, { limit: 1, scene: policy.scene });
  if (existing === undefined || existing.items.length > 0) return;
  const drafted = await createDraft(manager, { ...policy, tenantId, actor, industry: null });
  // A policy of another scene already has this name: then the tenant is no longer the demo it was.
  if (!drafted.ok) return;
  const draft = await store.find(tenantId, drafted.value);
  if (draft === undefined) throw new Error(`The draft of "${policy.name}" is gone.`);
  const published = await publishPolicy(manager, {
    tenantId,
    actor,
    id: draft.id,
    revision: draft.revision,
  });
  if (!published.ok) throw new Error(`"${policy.name}": ${published.problem.detail}`);
}

async function seedList(manager: EntityManager, owners: DemoOwners): Promise<void> {
  const { tenantId, adminPrincipal, secondPrincipal } = owners;
  const list = await createIndustryList(manager, {
    tenantId,
    actor: adminPrincipal,
    name: demoListName,
    description: demoListDescription,
  });
  if (!list.ok) return;
  const nowMs = Date.now();
  const entries = demoEntries.map((entry) => newEntry(entry, { listId: list.value, nowMs }));
  const reason = 'demo content';
  await proposeEntries(manager, {
    tenantId,
    actor: adminPrincipal,
    entries,
    importId: null,
    reason,
  });
  await moveEntries(manager, {
    entries: await proposedEntries(manager, list.value),
    from: 'proposed',
    to: 'active',
    actor: secondPrincipal,
    reason,
    confirmedBy: secondPrincipal,
  });
  await recordAudit(manager, {
    tenantId,
    actor: secondPrincipal,
    action: 'blacklist.seeded',
    subjectType: 'industry_list',
    subjectId: list.value,
    detail: { entries: entries.length },
  });
}

const newEntry = (
  entry: DemoEntry,
  { listId, nowMs }: { readonly listId: string; readonly nowMs: number },
): NewEntry => ({
  ...entry,
  id: v7(),
  listId,
  effect: 'block',
  confidence: 1,
  scope: { scenes: [], industries: [] },
  validFromMs: nowMs,
  expiresAtMs: nowMs + yearMs,
  evidenceReference: null,
});

async function proposedEntries(manager: EntityManager, listId: string) {
  const rows: { id: string; version: string }[] = await manager.query(
    `SELECT id, version FROM blacklist_entry WHERE list_id = $1 AND state = 'proposed'`,
    [listId],
  );
  return rows.map(({ id, version }) => ({ id, version: Number(version) }));
}
