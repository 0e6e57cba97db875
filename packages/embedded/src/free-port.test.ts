import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { freePort } from './free-port.js';

test('a taken port is passed over for a higher one', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const found = await freePort(port);
  expect(found).toBeGreaterThan(port);
  expect(found).toBeLessThan(port + 100);
  await new Promise((resolve) => taken.close(resolve));
  expect(await freePort(port)).toBe(port);
});
