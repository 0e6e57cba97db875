import path from 'node:path';
import type { Stack } from './stack.js';

/** What to open and how to log in; secrets only at the start that made them up. */
export function summary({ settings, publicUrl }: Pick<Stack, 'settings' | 'publicUrl'>): string {
  const { credentials, generated, dataDir } = settings;
  const kept = `(in ${path.join(dataDir, 'credentials.json')})`;
  const secret = (name: keyof typeof credentials) =>
    generated.has(name) ? credentials[name] : kept;
  const rule = '─'.repeat(72);
  return [
    '',
    rule,
    '  Assay is running. Ctrl-C stops it; the data stay.',
    '  Assay 已启动，按 Ctrl-C 停止，数据会保留。',
    '',
    `  console   控制台     ${publicUrl}/console/`,
    `  API docs  接口文档   ${publicUrl}/docs`,
    `  API       接口       ${publicUrl}/v1   (${publicUrl}/openapi.json)`,
    '',
    `  log in    登录       ${credentials.adminEmail}   ${secret('adminPassword')}`,
    `  second    第二人     ${credentials.secondEmail}   ${secret('secondPassword')}`,
    `  API key   密钥       ${secret('apiKey')}`,
    '',
    `  try it    试一试     npm run demo`,
    `  logs      日志       ${settings.logsDir}`,
    rule,
    '',
  ].join('\n');
}
