import { DeadlineExceeded } from '@assay/database';

/** Socket errors of a server that is gone, starting or out of reach. */
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * Shutdown, crash, starting up, too many connections, read-only while failing over, disk full, out of memory; and
 * what a repeat may cure: deadlock, serialization, lock and statement timeouts, and statements that a connection kept
 * prepared while the tables changed.
 */
const sqlStates = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53400',
  '53100',
  '53200',
  '25006',
  '40001',
  '40P01',
  '55P03',
  '57014',
  '0A000',
  '26000',
]);

/** `pg` raises these without a code. */
const driverMessages =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|not queryable|Cannot use a pool after calling end/;

/** Whether PostgreSQL could not answer now, as against having refused a statement. Never throws. */
export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DeadlineExceeded) return true;
  const { code } = error as { code?: unknown };
  if (
    typeof code === 'string' &&
    (networkCodes.has(code) || sqlStates.has(code) || code.startsWith('08'))
  ) {
    return true;
  }
  if (driverMessages.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseOutage);
  return false;
}

/** The five-character SQLSTATE of an error from PostgreSQL, when it has one. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
