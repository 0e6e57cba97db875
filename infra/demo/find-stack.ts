import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where a running Assay answers, and a key for it. */
export interface FoundStack {
  readonly url: string;
  readonly apiKey: string;
}

/**
 * `ASSAY_URL` and `ASSAY_API_KEY` win; what is missing comes from the files that `npm start` keeps in `DATA_DIR`.
 * `undefined` when nothing tells where to look.
 */
export function findStack(root: string, env: NodeJS.ProcessEnv): FoundStack | undefined {
  const dataDir = path.resolve(root, env['DATA_DIR'] || '.data');
  const url = env['ASSAY_URL'] || kept(dataDir, 'run.json')['url'];
  const apiKey = env['ASSAY_API_KEY'] || kept(dataDir, 'credentials.json')['apiKey'];
  return url && apiKey ? { url, apiKey } : undefined;
}

function kept(dataDir: string, name: string): Readonly<Record<string, string | undefined>> {
  const file = path.join(dataDir, name);
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | undefined>;
}
