import { statementName, type TimedStatement } from './statement-clock.js';

/** What PostgreSQL wrote about the statements of one application. */
export type ServerTimes = ReadonlyMap<string, ReadonlyMap<TimedStatement, readonly number[]>>;

/**
 * The settings that make the server log what `readServerTimes` reads. Of long runs a share of the transactions is
 * enough, and writing the log takes from what is measured.
 */
export const loggingSettings = (transactions: number): Readonly<Record<string, string>> => ({
  log_transaction_sample_rate: Math.min(1, 4000 / transactions).toFixed(4),
  log_line_prefix: '%a|%p|',
  log_parameter_max_length: '0',
});

const header =
  /^([^|]*)\|(\d+)\|LOG: {2}duration: ([\d.]+) ms {2}(parse|bind|execute) [^:]*: ?(.*)$/;

/**
 * Milliseconds that the server itself spent on a statement: parse, plan and execute together, by application name.
 * Statements of the extended protocol only, which is how parameters travel.
 */
export async function readServerTimes(lines: AsyncIterable<string>): Promise<ServerTimes> {
  const times = new Map<string, Map<TimedStatement, number[]>>();
  const begun = new Map<string, number>();
  let open: { pid: string; application: string; phase: string; timeMs: number } | undefined;
  for await (const line of lines) {
    const found = header.exec(line);
    if (found !== null) {
      const [, application = '', pid = '', timeMs = '0', phase = ''] = found;
      open = { application, pid, phase, timeMs: Number(timeMs) };
    } else if (open === undefined || !/^\s/.test(line)) {
      open = undefined;
      continue;
    }
    const text = (found?.[5] ?? line).trim();
    // A statement that begins on a line of its own.
    if (text === '' || open === undefined) continue;
    const name = statementName(text);
    if (name !== undefined) addPhase({ times, begun, name, ...open });
    open = undefined;
  }
  return times;
}

function addPhase(part: {
  readonly times: Map<string, Map<TimedStatement, number[]>>;
  /** Milliseconds of the phases before `execute`, by process and statement. */
  readonly begun: Map<string, number>;
  readonly name: TimedStatement;
  readonly pid: string;
  readonly application: string;
  readonly phase: string;
  readonly timeMs: number;
}): void {
  const { times, begun, name, pid, application, phase, timeMs } = part;
  const key = `${pid}/${name}`;
  const soFar = (phase === 'parse' ? 0 : (begun.get(key) ?? 0)) + timeMs;
  begun.set(key, soFar);
  if (phase !== 'execute') return;
  begun.delete(key);
  const ofApplication = times.get(application) ?? new Map<TimedStatement, number[]>();
  times.set(application, ofApplication);
  const list = ofApplication.get(name);
  if (list === undefined) ofApplication.set(name, [soFar]);
  else list.push(soFar);
}
