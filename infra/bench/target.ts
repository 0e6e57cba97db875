import type { PrivateStack } from '../lab/private-stack.js';
import { benchSamples, benchTerms } from './samples.js';

/** Something that accepts submissions over HTTP: the product, or the naive rival. */
export interface BenchTarget {
  readonly name: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Counts, by index, what is accepted and not yet decided or with people. */
  readonly undecidedSql: string;
  /** Process ids by part, for the CPU figures. */
  readonly pids: () => Readonly<Record<string, number | undefined>>;
}

export const benchScene = 'bench';
const sampleCount = 4000;

/** The 10,000-term policy: half of the terms block, the other half go to people. */
export const benchPolicy = (terms: readonly string[]) => ({
  name: 'bench',
  scene: benchScene,
  definition: {
    taxonomy: 'tc260-003@2024',
    rules: [
      rule('bench-review', 'review', terms.slice(0, terms.length / 2)),
      rule('bench-block', 'block', terms.slice(terms.length / 2)),
    ],
    routing: {
      queue: 'bench',
      dueSeconds: { low: 86_400, medium: 14_400, high: 3600, critical: 600 },
      undoSeconds: 10,
    },
  },
});

const rule = (id: string, action: string, terms: readonly string[]) => ({
  id,
  kind: 'term',
  category: 'A.3.e',
  severity: 'medium',
  action,
  terms,
});

/** Request bodies with full metadata, as a platform would send them. */
export function benchBodies(terms: readonly string[]): string[] {
  return benchSamples(sampleCount, terms).map(({ text }, index) =>
    JSON.stringify({
      parts: [{ text }],
      scene: benchScene,
      context: { model: `bench-${index % 5}`, provider: 'bench', sessionId: `s${index % 97}` },
      authorId: `author-${index % 211}`,
      externalId: `item-${index}`,
      metadata: { channel: 'bench' },
    }),
  );
}

/** Publishes the policy, registers the webhook receiver and returns the terms in use. */
export async function prepareTarget(
  stack: PrivateStack,
  receiverPort: number,
): Promise<readonly string[]> {
  const terms = benchTerms(10_000);
  const draft = await post(stack, '/v1/policies', benchPolicy(terms));
  await post(stack, `/v1/policies/${draft.id}/publish`);
  await post(stack, '/v1/webhook-endpoints', { url: `http://127.0.0.1:${receiverPort}/hook` });
  return terms;
}

export async function post(
  stack: PrivateStack,
  route: string,
  body?: unknown,
): Promise<{ id: string }> {
  const response = await fetch(stack.baseUrl + route, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stack.apiKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${route} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as { id: string };
}
