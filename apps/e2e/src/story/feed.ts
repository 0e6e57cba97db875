import type { EventBody } from '@assay/sdk';
import { until } from '@assay/testing';
import { openOtherPlatform, type OtherPlatform } from '../stage/stage.js';
import type { Scenery } from './submissions.js';
import { fraud, harmless, saying } from './texts.js';

/** Two platforms beside each other: neither sees, spends or pages through what is the other's. */
export function tellOfTwoPlatforms(scenery: () => Scenery): void {
  let other: OtherPlatform;
  beforeAll(async () => {
    other = await openOtherPlatform(scenery().stage);
  });

  test('a live feed tells own verdicts and nobody else’s', async () => {
    const { platform } = scenery().stage;
    const own = await listen(platform);
    const theirs = await listen(other.client);
    try {
      const ownId = (await platform.submissions.create(fraud)).id;
      const theirId = (await other.client.submissions.create(fraud)).id;
      await until(() => own.ids.includes(ownId) && theirs.ids.includes(theirId), {
        deadlineMs: 20_000,
        what: 'both verdicts',
      });
      expect(own.ids).not.toContain(theirId);
      expect(theirs.ids).toEqual([theirId]);
      expect(theirs.events[0]).toMatchObject({ data: { verdict: { outcome: 'pass' } } });
      expect(own.ids.filter((id) => id === ownId)).toHaveLength(1);
    } finally {
      own.stop();
      theirs.stop();
    }
    await Promise.all([own.ended, theirs.ended]);
  });

  test('the feed read page by page holds every verdict of the live one', async () => {
    const { platform } = scenery().stage;
    const { id } = await platform.submissions.create(harmless, { waitSeconds: 20 });
    const events: EventBody[] = [];
    for await (const event of platform.events.list({ limit: 3 })) events.push(event);
    expect(events.filter(({ data }) => data.submissionId === id)).toHaveLength(1);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  });

  test('pages of a list neither repeat nor leave out a submission while new ones come in', async () => {
    const { platform } = scenery().stage;
    const authorId = 'author-of-many';
    const rows = Array.from({ length: 40 }, (_, index) => ({
      ...saying(`row ${index}`),
      authorId,
    }));
    const { items } = await platform.submissions.createBatch(rows);
    const created = items.flatMap((item) => ('id' in item ? [item.id] : []));
    expect(created).toHaveLength(40);
    const listing = platform.submissions.list({ authorId, limit: 7 });
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await listing.page(cursor);
      expect(page.items.length).toBeLessThanOrEqual(7);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (cursor === undefined) break;
      await platform.submissions.create({ ...saying('one more'), authorId });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(created.filter((id) => !seen.includes(id))).toEqual([]);
  });

  test('what belongs to another platform is not found', async () => {
    const { platform } = scenery().stage;
    const { id } = await platform.submissions.create(harmless);
    const notFound = { status: 404, code: 'not_found' };
    await expect(other.client.submissions.get(id)).rejects.toMatchObject(notFound);
    await expect(other.client.submissions.withdraw(id)).rejects.toMatchObject(notFound);
    const { items } = await other.client.submissions.list().page();
    expect(items.map((item) => item.id)).not.toContain(id);
  });

  test('a platform over its quota is told when to come back, and the other one is not held up', async () => {
    const { stage } = scenery();
    await stage.admin.client.admin.tenants.update(other.tenantId, { quotaPerMinute: 4 });
    const tries = Array.from({ length: 20 }, () => other.client.submissions.create(harmless));
    // The limit reaches the gateway a moment later, and a minute may turn in between.
    const refusal = await until(
      async () => {
        const results = await Promise.allSettled([
          ...tries,
          other.client.submissions.create(harmless),
        ]);
        return results.flatMap((r) => (r.status === 'rejected' ? [r.reason as Refusal] : []))[0];
      },
      { deadlineMs: 10_000, everyMs: 100, what: 'the quota to act' },
    );
    expect(refusal).toMatchObject({ status: 429, code: 'quota_exceeded' });
    expect(refusal.retryAfterSeconds).toBeGreaterThan(0);
    expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(60);
    await expect(stage.once().submissions.create(harmless)).resolves.toMatchObject({});
  });
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number;
}

interface Listening {
  readonly events: readonly EventBody[];
  readonly ids: readonly (string | undefined)[];
  readonly ended: Promise<void>;
  stop(): void;
}

/** Follows a platform's feed from now on: from its end, so that no event falls between asking and listening. */
async function listen(client: OtherPlatform['client']): Promise<Listening> {
  const events: EventBody[] = [];
  const controller = new AbortController();
  const lastEventId = await endOfFeed(client);
  const read = async (): Promise<void> => {
    const { signal } = controller;
    for await (const { event } of client.events.stream({ signal, lastEventId })) events.push(event);
  };
  return {
    events,
    get ids() {
      return events.map(({ data }) => data.submissionId);
    },
    ended: read(),
    stop: () => controller.abort(),
  };
}

async function endOfFeed(client: OtherPlatform['client']): Promise<string> {
  let cursor: string | undefined;
  for (;;) {
    const page = await client.events.page({ cursor, limit: 200 });
    if (page.items.length === 0) return page.nextCursor;
    cursor = page.nextCursor;
  }
}
