import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { PrivateStack } from '../../lab/private-stack.js';

const scene = 'desk';

/** Where texts with each marker go: single, provisional for a moment, double-blind, two of three, and skilled work. */
const routes = [
  { marker: '一号', category: 'A.3.a', queue: 'at-once', undoSeconds: 0 },
  { marker: '二号', category: 'A.3.b', queue: 'default', undoSeconds: 1 },
  {
    marker: '三号',
    category: 'A.3.c',
    queue: 'blind',
    undoSeconds: 1,
    panel: { reviewers: 2, agreeing: 2, arbiter: true, agreeOn: 'outcome' },
  },
  {
    marker: '四号',
    category: 'A.3.d',
    queue: 'majority',
    undoSeconds: 1,
    panel: { reviewers: 3, agreeing: 2, arbiter: false, agreeOn: 'outcome' },
  },
  { marker: '五号', category: 'A.3.e', queue: 'skilled', undoSeconds: 1 },
] as const;

const policy = {
  name: 'desk',
  scene,
  definition: {
    taxonomy: 'tc260-003@2024',
    rules: routes.map((route, index) => ({
      id: `route-${index}`,
      kind: 'term',
      category: route.category,
      severity: 'low',
      action: 'review',
      terms: [route.marker],
    })),
    routing: {
      queue: 'default',
      dueSeconds: { low: 86_400, medium: 14_400, high: 3600, critical: 600 },
      undoSeconds: 1,
      routes: routes.map(({ marker: _, category: routed, ...route }) => ({
        categories: [routed],
        ...route,
      })),
    },
  },
} as const;

/** Somebody who can sign in. */
export interface DeskPerson {
  readonly userId: string;
  /** Session cookie. */
  readonly cookie: string;
}

/** Publishes the policy, sets up the queue that asks for a qualification, and submits texts; the number of the next one. */
export async function openDesk(
  stack: PrivateStack,
  { tasks }: { readonly tasks: number },
): Promise<number> {
  const draft = await call(stack, { method: 'POST', route: 'policies', body: policy });
  await call(stack, { method: 'POST', route: `policies/${String(draft['id'])}/publish` });
  await call(stack, {
    method: 'PUT',
    route: 'queues/skilled',
    body: { qualified: true, byLanguage: true },
  });
  for (const queue of [...routes.map((route) => route.queue), 'escalations']) {
    // The shortest there is, so that the end need not wait long for what everybody passed on.
    await call(stack, { method: 'PUT', route: `queues/${queue}`, body: { fallbackSeconds: 10 } });
  }
  return submitSeats(stack, { tasks, from: 0 });
}

/** Submits as many texts as make `tasks` seats, numbered from `from`; answers the number of the next one. */
export async function submitSeats(
  stack: PrivateStack,
  { tasks, from }: { readonly tasks: number; readonly from: number },
): Promise<number> {
  const items = textsFor(tasks, from).map((text) => ({ scene, parts: [{ text }] }));
  for (let start = 0; start < items.length; start += 100) {
    await call(stack, {
      method: 'POST',
      route: 'submission-batches',
      body: { items: items.slice(start, start + 100) },
    });
  }
  return from + items.length;
}

/** As many texts as make `tasks` seats; every second one of a queue without a panel is one of a family that differs in hardly a word. */
function textsFor(tasks: number, from: number): readonly string[] {
  const texts: string[] = [];
  for (let seats = 0, n = from; seats < tasks; n += 1) {
    const route = routes[n % routes.length] ?? routes[0];
    const alike = n % 2 === 0 && !('panel' in route);
    const words = alike
      ? '这是一条反复出现的推广消息请大家加入我们的交流群领取优惠名额有限先到先得欢迎转发给更多朋友'
      : `第 ${n} 条 ${randomUUID()} 这条内容要由人来看`;
    texts.push(`${route.marker} ${words}`);
    seats += 'panel' in route ? route.panel.reviewers : 1;
  }
  return texts;
}

/**
 * People with a session each; every fourth leads, and two of three are qualified for the skilled queue. They get the
 * password of the stack's admin, because hashing one for each takes longer than the experiment's short form.
 */
export async function hirePeople(
  stack: PrivateStack,
  pool: pg.Pool,
  count: number,
): Promise<readonly DeskPerson[]> {
  const { rows } = await pool.query<{ hash: string; tenant: string }>(
    `SELECT u.password_hash AS hash, (SELECT id FROM tenant ORDER BY created_at LIMIT 1) AS tenant
     FROM app_user u WHERE u.email = $1`,
    [stack.adminEmail],
  );
  const { hash, tenant } = rows[0] ?? {};
  // The admins of the stack may review, and nobody plays them: what waits only for them would wait for ever.
  await pool.query(
    `INSERT INTO reviewer_profile (tenant_id, actor, queues, display) SELECT $1, id, '{}', '{}' FROM app_user`,
    [tenant],
  );
  const people: DeskPerson[] = [];
  for (let n = 0; n < count; n += 1) {
    const userId = randomUUID();
    const email = `reviewer-${n}@assay.local`;
    await pool.query(
      `WITH person AS (
         INSERT INTO app_user (id, email, name, password_hash) VALUES ($1, $2, $2, $3)
       ), skilled AS (
         INSERT INTO qualification (id, tenant_id, actor, category, exam_id, attempt_id, expires_at)
         SELECT gen_random_uuid(), $4, $1::text, 'A.3.e', gen_random_uuid(), gen_random_uuid(), now() + interval '1 day'
         WHERE $6
       )
       INSERT INTO role_grant (id, user_id, tenant_id, role) VALUES (gen_random_uuid(), $1, $4, $5)`,
      [userId, email, hash, tenant, n % 4 === 0 ? 'lead' : 'reviewer', n % 3 !== 1],
    );
    people.push({ userId, cookie: await signIn(stack, email) });
  }
  return people;
}

async function signIn(stack: PrivateStack, email: string): Promise<string> {
  const response = await fetch(`${stack.baseUrl}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: stack.adminPassword }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || cookie === undefined) {
    throw new Error(`Signing in answered ${response.status}: ${await response.text()}`);
  }
  return cookie;
}

interface Request {
  readonly method: string;
  readonly route: string;
  readonly body?: unknown;
}

const maxTries = 200;

/** Goes to the next gateway when one is being killed; what that one stored already is there twice, and does no harm. */
async function call(stack: PrivateStack, request: Request): Promise<Record<string, unknown>> {
  for (let turn = 0; turn < maxTries; turn += 1) {
    const baseUrl = stack.baseUrls[turn % stack.baseUrls.length] ?? '';
    const answer = await answerOf(stack, { ...request, url: `${baseUrl}/v1/${request.route}` });
    if (answer === undefined) {
      await sleep(50);
      continue;
    }
    const { status, text } = answer;
    if (status >= 300) throw new Error(`${request.route} answered ${status}: ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  }
  throw new Error(`No gateway answered ${request.route}.`);
}

async function answerOf(
  stack: PrivateStack,
  { method, body, url }: Request & { readonly url: string },
): Promise<{ readonly status: number; readonly text: string } | undefined> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${stack.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    // Killed, or not back yet.
    return undefined;
  }
}
