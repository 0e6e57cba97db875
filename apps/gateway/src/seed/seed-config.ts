import { z } from 'zod';
import { Secret } from '@assay/database';

/** A person that the deployment starts with. */
export interface SeedPerson {
  readonly email: string;
  readonly password: Secret;
}

export interface SeedConfig {
  readonly databaseUrl: Secret;
  readonly secretKey: Secret;
  readonly admin: SeedPerson;
  /** Absent: two-person rules can only be tried after somebody adds a person. */
  readonly second: SeedPerson | undefined;
  readonly apiKey: Secret;
}

const secret = (shortest: number) =>
  z
    .string()
    .min(shortest, `needs at least ${shortest} characters`)
    .transform((value) => new Secret(value));

const address = z.string().min(3).max(320).toLowerCase();

const Environment = z.object({
  DATABASE_URL: secret(1),
  ASSAY_SECRET_KEY: secret(32),
  ASSAY_ADMIN_EMAIL: address,
  ASSAY_ADMIN_PASSWORD: secret(1),
  ASSAY_SECOND_EMAIL: address.optional(),
  ASSAY_SECOND_PASSWORD: secret(1).optional(),
  ASSAY_API_KEY: secret(32),
});

/** Throws one sentence that names every wrong variable, and no value. */
export function parseSeedConfig(
  environment: Readonly<Record<string, string | undefined>>,
): SeedConfig {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The environment is incomplete. ${wrong.join('; ')}`);
  }
  const env = parsed.data;
  const second = { email: env.ASSAY_SECOND_EMAIL, password: env.ASSAY_SECOND_PASSWORD };
  return {
    databaseUrl: env.DATABASE_URL,
    secretKey: env.ASSAY_SECRET_KEY,
    admin: { email: env.ASSAY_ADMIN_EMAIL, password: env.ASSAY_ADMIN_PASSWORD },
    second: isComplete(second) ? second : undefined,
    apiKey: env.ASSAY_API_KEY,
  };
}

const isComplete = (person: {
  email: string | undefined;
  password: Secret | undefined;
}): person is SeedPerson => person.email !== undefined && person.password !== undefined;
