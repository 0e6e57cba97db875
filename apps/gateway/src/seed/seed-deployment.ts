import {
  recordAudit,
  TenantEntity,
  TenantStore,
  type Database,
  type SecretBox,
} from '@assay/database';
import type { Role } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { keyedHash } from '../access/keyed-hash.js';
import { Passwords } from '../access/passwords.js';
import { seedDemoContent } from './demo-content.js';
import type { SeedConfig } from './seed-config.js';
import { seedKey, seedPerson } from './seed-credentials.js';

/** Any constant will do; it only has to be the same in every process. */
const seedLock = 4_171_953_002;

/** The second person confirms what the first proposes, and reviews; it administers nothing. */
const secondRoles: readonly Role[] = ['reviewer', 'blacklist_editor', 'blacklist_approver', 'lead'];

export interface Seeding {
  readonly database: Database;
  readonly box: SecretBox;
  readonly config: SeedConfig;
}

/** The demo tenant, its people, its key and its content. Running it again changes nothing that is there. */
export async function seedDeployment({ database, box, config }: Seeding): Promise<void> {
  const seeded = await database.dataSource.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [seedLock]);
    return seedAccess(manager, { box, config });
  });
  await seedDemoContent(database, seeded);
}

async function seedAccess(
  manager: EntityManager,
  { box, config }: Pick<Seeding, 'box' | 'config'>,
) {
  const passwords = new Passwords();
  const tenantId = await demoTenant(manager);
  const adminPrincipal = await seedPerson(manager, {
    person: config.admin,
    name: 'Admin',
    grants: [{ tenantId: null, role: 'operator' }],
    passwords,
  });
  const secondPrincipal =
    config.second &&
    (await seedPerson(manager, {
      person: config.second,
      name: 'Second person',
      grants: secondRoles.map((role) => ({ tenantId, role })),
      passwords,
    }));
  await seedKey(manager, {
    tenantId,
    ownerUserId: adminPrincipal,
    key: config.apiKey.reveal(),
    hash: keyedHash(box),
  });
  // Without a second person the shipped entries count as confirmed by the product itself.
  return { tenantId, adminPrincipal, secondPrincipal: secondPrincipal ?? 'seed' };
}

async function demoTenant(manager: EntityManager): Promise<string> {
  const id = v7();
  const isNew = await new TenantStore(manager).add({
    id,
    slug: 'demo',
    name: 'Demo 演示平台',
    quotaPerMinute: null,
  });
  if (!isNew) return (await manager.findOneByOrFail(TenantEntity, { slug: 'demo' })).id;
  await recordAudit(manager, {
    tenantId: id,
    actor: 'seed',
    action: 'tenant.created',
    subjectType: 'tenant',
    subjectId: id,
    detail: { slug: 'demo' },
  });
  return id;
}
