import { existsSync } from 'node:fs';
import { AssayClient, AssayConnectionError, AssayProblem } from '@assay/sdk';
import { findStack, type FoundStack } from './find-stack.js';
import { startReceiver, type Receiver } from './receiver.js';
import { runDemo } from './run-demo.js';
import { samples } from './samples.js';
import { resultTable, type Row } from './table.js';

const deadlineMs = 30_000;
const loopbackHint =
  'Webhooks to this machine are refused by this deployment. Start it with ASSAY_WEBHOOK_ALLOW=127.0.0.0/8 to try the demo.\n' +
  '该部署拒绝向本机发送回调。试用演示时请以 ASSAY_WEBHOOK_ALLOW=127.0.0.0/8 启动。';

process.exitCode = await demo().catch(explain);

/** `npm run demo`: 0 when every decided sample was announced by a webhook that verified. */
async function demo(): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const stack = findStack(process.cwd(), process.env);
  if (stack === undefined) {
    console.error(
      'No running Assay found. Run `npm start` in another terminal first, or set ASSAY_URL and ASSAY_API_KEY.',
    );
    console.error(
      '没有找到正在运行的 Assay。请先在另一个终端执行 npm start，或设置 ASSAY_URL 与 ASSAY_API_KEY。',
    );
    return 1;
  }
  const receiver = await startReceiver();
  try {
    return await withEndpoint(stack, receiver);
  } finally {
    await receiver.close();
  }
}

async function withEndpoint(stack: FoundStack, receiver: Receiver): Promise<number> {
  const client = new AssayClient({ baseUrl: stack.url, apiKey: stack.apiKey, timeoutMs: 10_000 });
  const { id, secret } = await client.webhookEndpoints.create({
    url: receiver.url,
    description: 'npm run demo',
  });
  receiver.expectSecret(secret);
  // Ctrl-C must not leave an endpoint behind that nobody answers for.
  const interrupted = () =>
    void client.webhookEndpoints.remove(id).finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    console.log(
      `${stack.url}: 提交 ${samples.length} 条样例… / submitting ${samples.length} samples …\n`,
    );
    const rows = await runDemo({ client, receiver, samples, deadlineMs });
    return report({ rows, receiver, url: stack.url });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await client.webhookEndpoints.remove(id);
  }
}

function report({
  rows,
  receiver,
  url,
}: {
  rows: readonly Row[];
  receiver: Receiver;
  url: string;
}): number {
  console.log(resultTable(rows, process.stdout.isTTY ? 'coloured' : 'plain'));
  const count = (...results: Row['result'][]) =>
    rows.filter(({ result }) => results.includes(result)).length;
  console.log(
    `\n${receiver.verified()} webhooks verified, ${receiver.refused.length} refused; ` +
      `${count('pass', 'block', 'restrict')} decided, ${count('waiting')} with people, ` +
      `${count('undecided')} undecided, ${count('unannounced')} decided without a webhook.`,
  );
  if (count('unannounced') > 0 && receiver.verified() === 0) console.error(loopbackHint);
  for (const reason of receiver.refused) console.error(`refused webhook / 验签失败: ${reason}`);
  if (count('waiting') > 0) {
    console.log(`人审：在 ${url}/console/ 登录，按一个键领取任务并裁定。`);
    console.log(
      `With people: log in at ${url}/console/, claim a task with one key, and rule on it.`,
    );
  }
  return receiver.refused.length + count('undecided', 'unannounced') === 0 ? 0 : 1;
}

function explain(error: unknown): number {
  if (error instanceof AssayProblem) {
    console.error(`${error.message} (request ${error.requestId ?? 'unknown'})`);
    if (error.code === 'unsafe_url') {
      console.error(loopbackHint);
    }
  } else if (error instanceof AssayConnectionError) {
    console.error(
      `${error.message}. Is it still running? Start it with npm start. / 无法连接，请先执行 npm start。`,
    );
  } else {
    console.error(error);
  }
  return 1;
}
