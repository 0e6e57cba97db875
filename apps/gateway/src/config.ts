import { z } from 'zod';
import { Secret } from '@assay/database';
import { parseOutboundPolicy, type OutboundPolicy } from '@assay/domain';

/** Injection token of the gateway's `Config`. */
export const CONFIG = Symbol('config');

/** Everything the gateway is told from outside, parsed once in main. */
export interface Config {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Where browsers reach the gateway; https makes cookies `Secure` with the `__Host-` prefix. */
    readonly publicUrl: URL;
  };
  readonly database: { readonly url: Secret; readonly poolSize: number };
  /** Absent: the queue runs on PostgreSQL. */
  readonly redisUrl: Secret | undefined;
  readonly dataDir: string;
  readonly secretKey: Secret;
  /** Private addresses that webhook endpoints may name; plain http is allowed to these only. */
  readonly webhookOutbound: OutboundPolicy;
  /** Folder of the built console; absent: no console is served. */
  readonly consoleDir: string | undefined;
  /** The process that started this one holds its stdin or IPC channel; without it there is no reason to live. */
  readonly endsWithParent: boolean;
}

const text = z.string().min(1);

const Environment = z.object({
  HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: text.transform((value) => new Secret(value)),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(16),
  REDIS_URL: text.transform((value) => new Secret(value)).optional(),
  DATA_DIR: text.default('.data'),
  ASSAY_SECRET_KEY: z
    .string()
    .min(32, 'needs at least 32 characters')
    .transform((value) => new Secret(value)),
  ASSAY_WEBHOOK_ALLOW: z
    .string()
    .default('')
    .transform((list, context) => {
      const policy = parseOutboundPolicy(list);
      if (policy !== undefined) return policy;
      context.addIssue({
        code: 'custom',
        message: 'takes addresses and CIDR blocks, separated by commas',
      });
      return z.NEVER;
    }),
  CONSOLE_DIR: text.optional(),
  ASSAY_CHILD: z.enum(['0', '1']).default('0'),
});

/** Names of all variables that the gateway reads. */
export const configVariables = Object.keys(Environment.shape);

/** Throws one sentence that names every wrong variable, and no value. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(withoutBlanks(environment));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The environment is incomplete. ${wrong.join('; ')}`);
  }
  const env = parsed.data;
  return {
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: new URL(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`),
    },
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    redisUrl: env.REDIS_URL,
    dataDir: env.DATA_DIR,
    secretKey: env.ASSAY_SECRET_KEY,
    webhookOutbound: env.ASSAY_WEBHOOK_ALLOW,
    consoleDir: env.CONSOLE_DIR,
    endsWithParent: env.ASSAY_CHILD === '1',
  };
}

/** `REDIS_URL=` in a compose file means unset. */
const withoutBlanks = (environment: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
