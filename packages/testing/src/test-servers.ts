/** Reads what the test run's setup put into the environment; says how to run tests when it is not there. */
export function testServerUrl(name: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL'): string {
  const url = process.env[name];
  if (url) return url;
  const reason =
    name === 'TEST_REDIS_URL'
      ? 'install redis-server or valkey-server, or set TEST_REDIS_URL'
      : 'run it with jest from the repository root, in a folder of the `stack` project';
  throw new Error(`This test needs ${name}: ${reason}.`);
}
