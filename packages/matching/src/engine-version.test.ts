import { readFileSync } from 'node:fs';
import { engineVersion } from './engine-version.js';

test('the engine version is the version of the package', () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  expect(engineVersion).toBe(`matching@${manifest.version}`);
});
