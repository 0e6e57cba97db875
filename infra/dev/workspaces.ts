import { readFileSync } from 'node:fs';
import path from 'node:path';

const services = ['gateway', 'review-worker'];

/** The services whose program contains one of these files (`packages/x/src/…`, `apps/x/src/…`). */
export function dependentServices(root: string, files: readonly string[]): Set<string> {
  const changed = new Set(files.map((file) => file.split('/')[1]!));
  return new Set(services.filter((name) => closure(root, name).some((part) => changed.has(part))));
}

function closure(root: string, service: string): string[] {
  const seen = new Set<string>();
  const visit = (folder: string, name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const file = path.join(root, folder, name, 'package.json');
    const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const dependency of Object.keys(dependencies)) {
      if (dependency.startsWith('@assay/')) visit('packages', dependency.slice('@assay/'.length));
    }
  };
  visit('apps', service);
  return [...seen];
}
