import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const rotateBytes = 50 * 1024 * 1024;
// The start script names the debugger's address itself.
const noise = /^(Debugger (listening|ending|attached)|For help, see: https:\/\/nodejs)/;
const levels: Record<string, number> = { warn: 40, error: 50, fatal: 60 };

export interface LogSink {
  /** Keeps every line of the stream; shows those a person should see. */
  follow(stream: Readable, kind: 'stdout' | 'stderr'): void;
  /** The last lines, for the message when a service cannot start. */
  tail(): string;
}

/** Full logs go to the file; warnings and errors also to the terminal, readable. */
export function logSink(name: string, file: string): LogSink {
  if (existsSync(file) && statSync(file).size > rotateBytes) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  stream.on('error', (error) => console.error(`${file}: ${error.message}`));
  const last: string[] = [];
  return {
    follow: (source, kind) => {
      createInterface({ input: source }).on('line', (line) => {
        stream.write(`${line}\n`);
        last.push(line);
        if (last.length > 30) last.shift();
        const readable = readableLine(line, kind);
        if (readable !== undefined) console.error(`${name} | ${readable}`);
      });
    },
    tail: () => last.join('\n'),
  };
}

/** The line as a person reads it; undefined when only the file needs it. */
export function readableLine(line: string, kind: 'stdout' | 'stderr'): string | undefined {
  const entry = parseEntry(line);
  if (!entry)
    return kind === 'stderr' && line.trim() !== '' && !noise.test(line) ? line : undefined;
  const level = typeof entry['level'] === 'number' ? entry['level'] : levels[`${entry['level']}`];
  if (level === undefined || level < 40) return undefined;
  const { message, msg, context, level: _level, timestamp, time, pid, hostname, ...fields } = entry;
  const word = level >= 60 ? 'FATAL' : level >= 50 ? 'ERROR' : 'WARN';
  const text = [message, msg].find((part) => typeof part === 'string') ?? JSON.stringify(message);
  const rest = Object.entries(fields).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return [word, context && `[${context}]`, text, ...rest].filter(Boolean).join(' ');
}

function parseEntry(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    // A line that only looks like JSON is shown or kept as text.
    return undefined;
  }
}
