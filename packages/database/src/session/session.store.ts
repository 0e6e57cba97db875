import type { RoleGrant } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** A live session with the roles its person holds now. */
export interface UsedSession {
  readonly userId: string;
  readonly tenantId: string;
  readonly grants: readonly RoleGrant[];
}

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly userId: string;
  readonly tenantId: string;
  readonly hours: number;
}

const idleMinutes = 60;

/** Logged-in people, found by the keyed hash of their cookie's token. */
export class SessionStore {
  constructor(private readonly manager: EntityManager) {}

  /** The session while neither its lifetime nor the idle time is over. Notes its use at most once a minute. */
  async useByHash(tokenHash: Buffer): Promise<UsedSession | undefined> {
    const [found]: UsedSession[] = await this.manager.query(
      `WITH found AS (
         SELECT s.token_hash, s.user_id, s.tenant_id FROM session s JOIN app_user u ON u.id = s.user_id
         WHERE s.token_hash = $1 AND s.expires_at > now()
           AND s.last_seen_at > now() - make_interval(mins => $2) AND u.disabled_at IS NULL
       ), used AS (
         UPDATE session SET last_seen_at = now() FROM found
         WHERE session.token_hash = found.token_hash AND session.last_seen_at < now() - interval '1 minute'
       )
       SELECT user_id AS "userId", tenant_id AS "tenantId",
         COALESCE((SELECT json_agg(json_build_object('tenantId', g.tenant_id, 'role', g.role))
                   FROM role_grant g WHERE g.user_id = found.user_id), '[]') AS grants
       FROM found`,
      [tokenHash, idleMinutes],
    );
    return found;
  }

  /** Also clears away what has expired for this person. */
  async start({ tokenHash, userId, tenantId, hours }: NewSession): Promise<void> {
    await this.manager.query('DELETE FROM session WHERE user_id = $1 AND expires_at < now()', [
      userId,
    ]);
    await this.manager.query(
      `INSERT INTO session (token_hash, user_id, tenant_id, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(hours => $4))`,
      [tokenHash, userId, tenantId, hours],
    );
  }

  async moveToTenant(tokenHash: Buffer, tenantId: string): Promise<void> {
    await this.manager.query('UPDATE session SET tenant_id = $2 WHERE token_hash = $1', [
      tokenHash,
      tenantId,
    ]);
  }

  async end(tokenHash: Buffer): Promise<void> {
    await this.manager.query('DELETE FROM session WHERE token_hash = $1', [tokenHash]);
  }

  async endAllOf(userId: string): Promise<void> {
    await this.manager.query('DELETE FROM session WHERE user_id = $1', [userId]);
  }
}
