import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformFile } from '@swc/core';

/** Brings `dist` up to date with these sources (paths below `root`). Returns what does not compile, in words. */
export async function compileChanged(root: string, files: readonly string[]): Promise<string[]> {
  const results = await Promise.all(files.map((file) => compile(root, file)));
  return results.filter((problem) => problem !== undefined);
}

async function compile(root: string, file: string): Promise<string | undefined> {
  const source = path.join(root, file);
  const target = path.join(root, targetOf(file));
  if (!existsSync(source)) {
    rmSync(target, { force: true });
    return undefined;
  }
  try {
    const { code } = await transformFile(source, {
      configFile: path.join(root, '.swcrc'),
      sourceMaps: 'inline',
    });
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, code);
    return undefined;
  } catch (error) {
    // The part that shows the place; a native stack follows it.
    return `${file}: ${(error as Error).message.split('\nCaused by:')[0]?.trimEnd()}`;
  }
}

/** `packages/domain/src/x/y.ts` → `packages/domain/dist/x/y.js` */
function targetOf(file: string): string {
  return file.replace(/^((?:[^/]+\/){2})src\//, '$1dist/').replace(/\.ts$/, '.js');
}
