import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// From the compiled file's place.
const repository = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Keeps the output of a run as evidence, headed by the command and the day. `file` is relative to the repository;
 * without one nothing is written.
 */
export function writeEvidence(
  file: string | undefined,
  text: string,
  {
    script,
    args = process.argv.slice(2),
  }: { readonly script: string; readonly args?: readonly string[] },
): void {
  if (file === undefined) return;
  const target = path.resolve(repository, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${headOf(script, args, new Date())}\n${text.trimEnd()}\n`);
}

/** `$ npm run bench -- claims --seed 1   (2026-11-23)`; where the output went is left out. */
export function headOf(script: string, args: readonly string[], day: Date): string {
  const at = args.indexOf('--write');
  const told = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  const words = ['npm', 'run', script, ...(told.length === 0 ? [] : ['--', ...told])];
  return `$ ${words.join(' ')}   (${day.toISOString().slice(0, 10)})`;
}
