import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { canReach } from './unprivileged-user.js';

test('a folder below a private one cannot be reached by somebody else', () => {
  const top = mkdtempSync(path.join(os.tmpdir(), 'assay-reach-'));
  const deep = path.join(top, 'a/b');
  mkdirSync(deep, { recursive: true });
  const stranger = { uid: 4_000_001, gid: 4_000_001 };
  chmodSync(top, 0o700);
  expect(canReach(deep, stranger)).toBe(false);
  chmodSync(top, 0o755);
  expect(canReach(deep, stranger)).toBe(true);
  expect(canReach(path.join(deep, 'not/yet/there'), stranger)).toBe(true);
  rmSync(top, { recursive: true });
});
