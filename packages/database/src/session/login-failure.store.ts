import type { EntityManager } from 'typeorm';

const freeAttempts = 10;
const firstDelaySeconds = 30;
const longestDelaySeconds = 900;

/**
 * Slows down guessing of passwords. An attempt is counted before the password is looked at, so that parallel
 * guesses count too; a success clears the count, and so does an hour of quiet. After 10 attempts one more is
 * let through after 30 s, then 60 s, … up to 15 minutes.
 */
export class LoginFailureStore {
  constructor(private readonly manager: EntityManager) {}

  /** Counts an attempt; or seconds to wait when this one comes too early, which is not counted. */
  async attempt(subject: string): Promise<{ readonly waitSeconds: number } | undefined> {
    const counted: unknown[] = await this.manager.query(
      `INSERT INTO login_failure AS f (subject, failures) VALUES ($1, 1)
       ON CONFLICT (subject) DO UPDATE SET last_at = now(),
         failures = CASE WHEN f.last_at < now() - interval '1 hour' THEN 1 ELSE f.failures + 1 END
       WHERE f.failures < $2 OR f.last_at + ${delay} <= now()
       RETURNING failures`,
      [subject, freeAttempts],
    );
    if (counted.length === 1) return undefined;
    const [row]: { wait: number }[] = await this.manager.query(
      `SELECT extract(epoch FROM f.last_at + ${delay} - now())::float AS wait FROM login_failure f
       WHERE f.subject = $1 AND $2 > 0`,
      [subject, freeAttempts],
    );
    return { waitSeconds: Math.max(1, Math.ceil(row?.wait ?? 1)) };
  }

  async succeeded(subject: string): Promise<void> {
    await this.manager.query(
      `DELETE FROM login_failure WHERE subject = $1 OR last_at < now() - interval '1 day'`,
      [subject],
    );
  }
}

const delay = `make_interval(secs => LEAST(${longestDelaySeconds},
  ${firstDelaySeconds} * power(2, LEAST(f.failures, 40) - $2)))`;
