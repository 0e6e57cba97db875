// What the tests need from the system: a Redis to run, a browser to drive, a font with Chinese characters.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { expected, runQuietly, say, seconds } from './prepare.mjs';

const needs = [
  { debian: 'redis-server', isThere: () => onPath('redis-server', 'valkey-server') },
  { debian: 'chromium', isThere: () => onPath('chromium', 'chromium-browser', 'google-chrome') },
  { debian: 'fonts-noto-cjk', isThere: hasChineseFont },
];

export async function installSystemPackages(step) {
  const missing = needs.filter(({ isThere }) => !isThere()).map(({ debian }) => debian);
  if (missing.length === 0) return say(`${step} system packages are installed`);
  const names = missing.join(' ');
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw expected(
      `These tests need: ${names} (names of Debian packages).\n` +
        `On Debian or Ubuntu: sudo apt-get install ${names}`,
    );
  }
  const startedAt = Date.now();
  say(`${step} installing system packages: ${names} …`);
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  await runQuietly(['apt-get', 'update']);
  await runQuietly(['apt-get', 'install', '-y', '--no-install-recommends', ...missing]);
  const left = needs.filter(({ isThere }) => !isThere()).map(({ debian }) => debian);
  if (left.length > 0) throw expected(`Installed, but still not usable: ${left.join(' ')}`);
  say(`${step} system packages installed in ${seconds(startedAt)}`);
}

function onPath(...names) {
  const folders = `${process.env.PATH}${path.delimiter}/usr/bin${path.delimiter}/usr/sbin`;
  return folders
    .split(path.delimiter)
    .some((folder) => names.some((name) => isExecutable(path.join(folder, name))));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasChineseFont() {
  if (existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) return true;
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    // No fontconfig: no font that a browser would find.
    return process.platform !== 'linux';
  }
}
