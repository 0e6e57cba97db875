import path from 'node:path';

const suffixes = ['controller', 'service', 'consumer', 'entity', 'store', 'module', 'test', 'd'];
const configurationFiles = ['vite.config.ts', 'jest.config.js'];
const vagueNames = /^(common|shared|utils?|core|helpers?|misc|lib)(\.tsx?)?$/;

/** Problems with the names of these files (paths below the root). */
export function nameProblems(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const problem = nameProblem(file);
    return problem ? [`${file}: ${problem}`] : [];
  });
}

function nameProblem(file: string): string | undefined {
  const vague = file.split('/').find((part) => vagueNames.test(part));
  if (vague) return `"${vague}" says nothing about what is inside`;
  const name = path.posix.basename(file);
  if (!/\.(tsx?|mjs|cjs|js)$/.test(name) || configurationFiles.includes(name)) return undefined;
  const [stem, ...rest] = name.split('.');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem!)) return 'file names are kebab-case';
  const unknown = rest.slice(0, -1).find((suffix) => !suffixes.includes(suffix));
  if (unknown) return `suffix ".${unknown}" is not one of ${suffixes.join(', ')}`;
  if (/^index\.tsx?$/.test(name) && /^(packages\/[^/]+\/src|apps\/[^/]+\/src)\/.+\//.test(file)) {
    return 'one index.ts a package, none inside';
  }
  return undefined;
}
