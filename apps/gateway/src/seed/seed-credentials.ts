import {
  ApiKeyEntity,
  ApiKeyStore,
  recordAudit,
  SeededCredentialEntity,
  SessionStore,
  UserStore,
} from '@assay/database';
import { keyScopes, type RoleGrant } from '@assay/domain';
import { verify } from '@node-rs/argon2';
import { IsNull, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import type { Passwords } from '../access/passwords.js';
import type { SeedPerson } from './seed-config.js';

/*
 * Environment against console: a value that differs from the one applied last is applied (a password is set and its
 * sessions end; a key replaces the key seeded before). A value that was applied already is left alone, so that what
 * people changed since then, also a revoked key, survives a restart.
 */

export interface SeededPerson {
  readonly person: SeedPerson;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
  readonly passwords: Passwords;
}

/** The person's user id. Roles are granted when the person is new. */
export async function seedPerson(manager: EntityManager, seeded: SeededPerson): Promise<string> {
  const { person, name, grants, passwords } = seeded;
  const { email } = person;
  const store = new UserStore(manager);
  const existing = await store.findByEmail(email);
  const applied = await lastApplied(manager, `password:${email}`);
  const password = person.password.reveal();
  if (existing !== null && applied !== undefined && (await verify(applied, password)))
    return existing.id;
  const passwordHash = await passwords.hash(password);
  await markApplied(manager, `password:${email}`, passwordHash);
  if (existing !== null) {
    await store.change(existing.id, { passwordHash });
    await new SessionStore(manager).endAllOf(existing.id);
    await audit(manager, {
      tenantId: null,
      action: 'user.changed',
      subjectType: 'user',
      subjectId: existing.id,
    });
    return existing.id;
  }
  const id = v7();
  await store.add({ id, email, name, passwordHash, locale: 'zh-CN' });
  await store.grant(id, grants);
  await audit(manager, {
    tenantId: null,
    action: 'user.created',
    subjectType: 'user',
    subjectId: id,
  });
  return id;
}

export interface SeededKey {
  readonly tenantId: string;
  readonly ownerUserId: string;
  readonly key: string;
  readonly hash: (token: string) => Buffer;
}

/** A key with every scope of the tenant. */
export async function seedKey(manager: EntityManager, seeded: SeededKey): Promise<void> {
  const { tenantId, ownerUserId, key, hash } = seeded;
  const name = `key:${tenantId}`;
  const secretHash = hash(key);
  const applied = await lastApplied(manager, name);
  if (applied === secretHash.toString('hex')) return;
  const store = new ApiKeyStore(manager);
  if (applied !== undefined) await revokeByHash(manager, tenantId, Buffer.from(applied, 'hex'));
  const id = v7();
  await markApplied(manager, name, secretHash.toString('hex'));
  await store.add({
    id,
    tenantId,
    ownerUserId,
    name: 'demo',
    prefix: key.slice(0, 8),
    secretHash,
    scopes: keyScopes,
    expiresAt: null,
  });
  await audit(manager, { tenantId, action: 'key.created', subjectType: 'api_key', subjectId: id });
}

async function revokeByHash(
  manager: EntityManager,
  tenantId: string,
  secretHash: Buffer,
): Promise<void> {
  const found = await manager.findOneBy(ApiKeyEntity, {
    tenantId,
    secretHash,
    revokedAt: IsNull(),
  });
  if (found === null || !(await new ApiKeyStore(manager).revoke(tenantId, found.id))) return;
  await audit(manager, {
    tenantId,
    action: 'key.revoked',
    subjectType: 'api_key',
    subjectId: found.id,
  });
}

async function lastApplied(manager: EntityManager, name: string): Promise<string | undefined> {
  return (await manager.findOneBy(SeededCredentialEntity, { name }))?.applied;
}

async function markApplied(manager: EntityManager, name: string, applied: string): Promise<void> {
  await manager.upsert(SeededCredentialEntity, { name, applied, appliedAt: new Date() }, ['name']);
}

interface SeedAudit {
  readonly tenantId: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
}

const audit = (manager: EntityManager, entry: SeedAudit): Promise<void> =>
  recordAudit(manager, { ...entry, actor: 'seed', detail: {} });
