import { readdirSync } from 'node:fs';
import path from 'node:path';

const skipped = new Set(['node_modules', 'dist', '.git', '.data', '.turbo', 'coverage']);

/** Paths below `root`, with forward slashes, of the files that are written by hand, in a stable order. */
export function repositoryFiles(root: string): string[] {
  const files: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skipped.has(entry.name)) walk(file);
      else if (entry.isFile()) files.push(file);
    }
  };
  walk('');
  return files.sort();
}
