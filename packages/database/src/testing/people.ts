import type { Pool } from 'pg';
import { v7 } from 'uuid';

/** A person with a role in a tenant, written directly. Answers the id. */
export async function aPerson(
  pool: Pool,
  { tenantId, role = 'reviewer', name = 'A person' }: PersonWish,
): Promise<string> {
  const id = v7();
  await pool.query(
    `INSERT INTO app_user (id, email, name, password_hash) VALUES ($1, $2, $3, 'no password')`,
    [id, `${id}@example.test`, name],
  );
  await pool.query(
    'INSERT INTO role_grant (id, user_id, tenant_id, role) VALUES ($1, $2, $3, $4)',
    [v7(), id, tenantId, role],
  );
  return id;
}

interface PersonWish {
  readonly tenantId: string;
  readonly role?: 'reviewer' | 'lead';
  readonly name?: string;
}

/** A qualification that is in force, without the exam behind it. */
export async function qualify(
  pool: Pool,
  wish: { readonly tenantId: string; readonly actor: string; readonly category: string },
): Promise<void> {
  await pool.query(
    `INSERT INTO qualification (id, tenant_id, actor, category, exam_id, attempt_id, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, now() + interval '1 day')`,
    [v7(), wish.tenantId, wish.actor, wish.category, v7(), v7()],
  );
}
