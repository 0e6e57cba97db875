import { randomBytes } from 'node:crypto';
import { ConsoleLogger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { migrate, type Database } from '@assay/database';
import { keyScopes, type Permission, type Role } from '@assay/domain';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { v7 } from 'uuid';
import { Credentials } from '../access/credentials.js';
import { parseConfig } from '../config.js';
import { DATABASE } from '../database.js';
import { createGateway } from '../gateway.js';

export interface TenantUnderTest {
  readonly id: string;
  readonly slug: string;
  /** A tenant admin, who owns the keys. */
  readonly adminId: string;
  /** A key with every scope of this tenant. */
  readonly key: string;
}

export interface PersonUnderTest {
  readonly userId: string;
  readonly email: string;
  /** Value of the request header `cookie`. */
  readonly cookie: string;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly key?: string;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  // Tests look into answers of every shape.
  readonly body: any;
  readonly text: string;
}

/** The whole gateway on a database of its own, with two tenants. */
export interface GatewayUnderTest {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly own: TenantUnderTest;
  readonly foreign: TenantUnderTest;
  /** One request without a socket; problem details and JSON come parsed. */
  call(call: Call): Promise<Answer>;
  /** A new key; without `ownerId` it belongs to the tenant's admin. */
  keyFor(
    tenant: TenantUnderTest,
    key: { scopes: readonly Permission[]; ownerId?: string },
  ): Promise<string>;
  /** A new person, already logged in. `everywhere` grants the roles in all tenants. */
  personIn(
    tenant: TenantUnderTest,
    person: { roles: readonly Role[]; everywhere?: boolean },
  ): Promise<PersonUnderTest>;
  close(): Promise<void>;
}

/** Starts it; `environment` overrides variables. Call `close()` in `afterAll`. */
export async function startGateway(
  environment: Readonly<Record<string, string>> = {},
): Promise<GatewayUnderTest> {
  const testDatabase = await createTestDatabase({ migrate });
  const config = parseConfig({
    DATABASE_URL: testDatabase.url,
    DATABASE_POOL_SIZE: '6',
    ASSAY_SECRET_KEY: 'a secret key of the tests, long enough',
    PUBLIC_URL: 'http://localhost:3000',
    ...environment,
  });
  const logger = new ConsoleLogger({ json: true, colors: false, logLevels: ['fatal', 'error'] });
  const app = await createGateway(config, logger);
  const database = app.get<Database>(DATABASE);
  const seed = new Seed(database, app.get(Credentials));
  return {
    app,
    database,
    databaseUrl: testDatabase.url,
    own: await seed.tenant('own'),
    foreign: await seed.tenant('foreign'),
    call: (call) => inject(app, call),
    keyFor: (tenant, key) => seed.key(tenant.id, { ownerId: tenant.adminId, ...key }),
    personIn: (tenant, person) => seed.person(tenant.id, person),
    close: () => closeBoth(app, testDatabase),
  };
}

async function closeBoth(app: NestFastifyApplication, testDatabase: TestDatabase): Promise<void> {
  await app.close();
  await testDatabase.drop();
}

async function inject(app: NestFastifyApplication, call: Call): Promise<Answer> {
  const { method = 'GET', url, body, key, cookie, headers } = call;
  const response = await app.inject({
    method,
    url,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const isJson = /\bjson/.test(String(response.headers['content-type']));
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    body: isJson ? JSON.parse(response.body) : undefined,
  };
}

/** Rows are written directly: what is under test must not be what prepares the test. */
class Seed {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
  ) {}

  async tenant(slug: string): Promise<TenantUnderTest> {
    const id = v7();
    await this.database.pool.query('INSERT INTO tenant (id, slug, name) VALUES ($1, $2, $2)', [
      id,
      slug,
    ]);
    const admin = await this.person(id, { roles: ['tenant_admin'] });
    return {
      id,
      slug,
      adminId: admin.userId,
      key: await this.key(id, { scopes: keyScopes, ownerId: admin.userId }),
    };
  }

  async key(
    tenantId: string,
    { scopes, ownerId }: { scopes: readonly Permission[]; ownerId: string },
  ): Promise<string> {
    const key = `assay_test_${randomBytes(32).toString('base64url')}`;
    await this.database.pool.query(
      `INSERT INTO api_key (id, tenant_id, owner_user_id, name, prefix, secret_hash, scopes)
       VALUES ($1, $2, $3, 'test', 'assay_test', $4, $5)`,
      [v7(), tenantId, ownerId, this.credentials.hash(key), scopes],
    );
    return key;
  }

  async person(
    tenantId: string,
    { roles, everywhere = false }: { roles: readonly Role[]; everywhere?: boolean },
  ): Promise<PersonUnderTest> {
    const userId = v7();
    const email = `${userId}@example.test`;
    const { pool } = this.database;
    await pool.query(
      `INSERT INTO app_user (id, email, name, password_hash) VALUES ($1, $2, 'A person', 'no password')`,
      [userId, email],
    );
    for (const role of roles) {
      await pool.query(
        'INSERT INTO role_grant (id, user_id, tenant_id, role) VALUES ($1, $2, $3, $4)',
        [v7(), userId, everywhere ? null : tenantId, role],
      );
    }
    const token = randomBytes(32).toString('base64url');
    await pool.query(
      `INSERT INTO session (token_hash, user_id, tenant_id, expires_at) VALUES ($1, $2, $3, now() + interval '1 hour')`,
      [this.credentials.hash(token), userId, tenantId],
    );
    return { userId, email, cookie: `assay_session=${token}` };
  }
}
