import { Secret } from '@assay/database';
import { parseOutboundPolicy, type OutboundPolicy } from '@assay/domain';
import { z } from 'zod';

/** Injection token of the worker's `Config`. */
export const CONFIG = Symbol('config');

/** Everything the worker is told from outside, parsed once in main. */
export interface Config {
  /** Health and metrics only. */
  readonly http: { readonly host: string; readonly port: number };
  readonly database: { readonly url: Secret; readonly poolSize: number };
  /** Absent: the queue runs on PostgreSQL. */
  readonly redisUrl: Secret | undefined;
  readonly secretKey: Secret;
  /** Which private addresses webhooks may reach. */
  readonly outbound: OutboundPolicy;
  /** The process that started this one holds its stdin or IPC channel; without it there is no reason to live. */
  readonly endsWithParent: boolean;
}

const text = z.string().min(1);

const Environment = z.object({
  WORKER_HOST: text.default('127.0.0.1'),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  DATABASE_URL: text.transform((value) => new Secret(value)),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(12),
  REDIS_URL: text.transform((value) => new Secret(value)).optional(),
  ASSAY_SECRET_KEY: z
    .string()
    .min(32, 'needs at least 32 characters')
    .transform((value) => new Secret(value)),
  ASSAY_WEBHOOK_ALLOW: z
    .string()
    .default('')
    .transform((ranges, context) => {
      const policy = parseOutboundPolicy(ranges);
      if (policy !== undefined) return policy;
      context.addIssue({ code: 'custom', message: 'takes CIDR ranges, separated by commas' });
      return z.NEVER;
    }),
  ASSAY_CHILD: z.enum(['0', '1']).default('0'),
});

/** Throws one sentence that names every wrong variable, and no value. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The environment is incomplete. ${wrong.join('; ')}`);
  }
  const env = parsed.data;
  return {
    http: { host: env.WORKER_HOST, port: env.WORKER_PORT },
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    redisUrl: env.REDIS_URL,
    secretKey: env.ASSAY_SECRET_KEY,
    outbound: env.ASSAY_WEBHOOK_ALLOW,
    endsWithParent: env.ASSAY_CHILD === '1',
  };
}
