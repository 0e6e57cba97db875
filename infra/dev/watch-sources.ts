import { existsSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

const quietMs = 40;

/**
 * Watches the sources of packages, gateway and review worker until the returned function is called. Calls `onChange` with the sources that changed (paths below `root`, tests left out), one call at a time.
 * What changes during a call is in the next one.
 */
export function watchSources(
  root: string,
  onChange: (files: readonly string[]) => Promise<void>,
): () => void {
  const watchers: FSWatcher[] = [];
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;

  const flush = async () => {
    if (isBusy || pending.size === 0) return;
    isBusy = true;
    const files = [...pending];
    pending.clear();
    await onChange(files);
    isBusy = false;
    void flush();
  };
  const note = (file: string) => {
    if (!isSource(file)) return;
    pending.add(file);
    // Editors write a file in several steps; act when it has been quiet for a moment.
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), quietMs);
  };
  for (const folder of sourceFolders(root)) watchFolder({ root, folder, note, watchers });
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

interface Watched {
  readonly root: string;
  readonly folder: string;
  readonly note: (file: string) => void;
  readonly watchers: FSWatcher[];
}

// Folder by folder: a recursive watch on Linux is set up in the background, and misses what changes meanwhile.
function watchFolder(watched: Watched): void {
  const { root, folder, note, watchers } = watched;
  const absolute = path.join(root, folder);
  const watcher = watch(absolute, (_event, name) => {
    if (!name) return;
    const changed = path.posix.join(folder, name);
    const isNewFolder = !name.includes('.') && existsSync(path.join(root, changed));
    if (!isNewFolder) return note(changed);
    watchFolder({ ...watched, folder: changed });
    for (const file of filesBelow(path.join(root, changed))) note(path.posix.join(changed, file));
  });
  // The folder was removed; its files were reported one by one.
  watcher.on('error', () => watcher.close());
  watchers.push(watcher);
  for (const entry of readdirSync(absolute, { withFileTypes: true })) {
    const below = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) watchFolder({ ...watched, folder: below });
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
    file.split(path.sep).join('/'),
  );
}

function sourceFolders(root: string): string[] {
  const packages = readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/src`);
  const folders = [...packages, 'apps/gateway/src', 'apps/review-worker/src'];
  return folders.filter((folder) => existsSync(path.join(root, folder)));
}

function isSource(name: string): boolean {
  return name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts');
}
