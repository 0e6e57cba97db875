// Two projects: `pure` needs nothing, `stack` boots one PostgreSQL and one Redis for the whole run.
// Sources are compiled in memory, so that no test waits for a build.
const stackFolders = [
  'apps/gateway',
  'apps/review-worker',
  'apps/e2e',
  'packages/database',
  'packages/queue',
  'packages/relay',
  'packages/testing',
  'infra/chaos',
  'infra/bench',
];
const swc = (parser, react) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true, ...parser },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        ...react,
      },
    },
  },
];
const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '\\.ts$': swc({}, {}),
    '\\.tsx$': swc({ tsx: true }, { react: { runtime: 'automatic' } }),
  },
  resolver: '<rootDir>/infra/jest/resolver.cjs',
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.data/'],
  watchPathIgnorePatterns: ['/dist/', '/.data/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};
const tests = (folder) => `<rootDir>/${folder}/**/*.test.{ts,tsx}`;

export default {
  testTimeout: 20_000,
  projects: [
    {
      ...base,
      displayName: 'pure',
      testMatch: ['<rootDir>/{apps,packages,infra}/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: [
        ...base.testPathIgnorePatterns,
        ...stackFolders.map((folder) => `<rootDir>/${folder}/`),
      ],
    },
    {
      ...base,
      displayName: 'stack',
      testMatch: stackFolders.map(tests),
      globalSetup: '<rootDir>/infra/jest/global-setup.mjs',
      globalTeardown: '<rootDir>/infra/jest/global-teardown.mjs',
    },
  ],
};
