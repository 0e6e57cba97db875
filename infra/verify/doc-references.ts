import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryFiles } from './repository-files.js';

/** What the documents name but the repository does not have: files, links, npm scripts. */
export function docReferenceProblems(root: string): string[] {
  const scripts = rootScripts(root);
  return repositoryFiles(root)
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return documentProblems({ root, file, text, scripts });
    });
}

interface Document {
  readonly root: string;
  readonly file: string;
  readonly text: string;
  readonly scripts: ReadonlySet<string>;
}

export function documentProblems(document: Document): string[] {
  const { root, file, text, scripts } = document;
  const problems: string[] = [];
  text.split('\n').forEach((line, index) => {
    const report = (what: string) => problems.push(`${file}:${index + 1}: ${what}`);
    for (const script of namedScripts(line)) {
      if (!scripts.has(script)) report(`no npm script "${script}"`);
    }
    for (const link of relativeLinks(line)) {
      if (!existsSync(path.join(root, path.dirname(file), link))) report(`no file "${link}"`);
    }
    for (const named of namedPaths(line)) {
      if (!existsSync(path.join(root, named))) report(`no file "${named}"`);
    }
  });
  return problems;
}

function namedScripts(line: string): string[] {
  // A script of one workspace (`npm run x -w y`) is that workspace's business.
  if (/npm run\b.*\s(-w|--workspace)/.test(line)) return [];
  return [...line.matchAll(/npm run ([a-z][\w:-]*)/g)].map((found) => found[1]!);
}

function relativeLinks(line: string): string[] {
  return [...line.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((found) => found[1]!.split('#')[0]!)
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link) && !link.startsWith('/'));
}

// In code marks, below a folder of ours, and without placeholders.
function namedPaths(line: string): string[] {
  return [...line.matchAll(/`((?:apps|packages|infra|docs|\.ci)\/[^`\s]*)`/g)]
    .map((found) => found[1]!.replace(/(:\d+)?[.,;:]?$/, ''))
    .filter((named) => !/[<>*{}…]|\.\.\.|\/dist(\/|$)/.test(named));
}

function rootScripts(root: string): Set<string> {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>;
  };
  return new Set(Object.keys(manifest.scripts ?? {}));
}
