import type { EventBody, PolicyDetail } from '@assay/sdk';
import { until } from '@assay/testing';
import { signIn, type SignedIn } from '../stage/people.js';
import type { Scenery } from './submissions.js';

/** Reviewers of the chapters about panels, disputes and quality; east and west are teams. */
export interface Cast {
  readonly rae: SignedIn;
  readonly ben: SignedIn;
  readonly cam: SignedIn;
  readonly dee: SignedIn;
  readonly east: string;
  readonly west: string;
}

const scene = 'article';
let cast: Cast | undefined;
/** The submission whose verdict an arbiter wrote. */
export let arbitrated: string | undefined;

/** The cast, once `tellOfPanels` has introduced it. */
export function theCast(): Cast {
  if (cast === undefined) throw new Error('Nobody was let in.');
  return cast;
}

export const article = (text: string) => ({
  scene,
  parts: [{ text }],
  context: { model: 'demo-model' },
});

/** Two people who do not see each other, and a third when they differ. */
export function tellOfPanels(scenery: () => Scenery): void {
  test('an admin lets reviewers in, makes teams, and sends a category to a panel of two', async () => {
    const { stack, admin } = scenery().stage;
    const password = 'a long enough password';
    const enter = async (name: string): Promise<SignedIn> => {
      const email = `${name}@example.test`;
      await admin.client.admin.users.create({
        email,
        password,
        name,
        roles: [{ role: 'reviewer' }],
      });
      return signIn({ baseUrl: stack.baseUrl, email, password });
    };
    const [rae, ben, cam, dee] = [
      await enter('rae-p'),
      await enter('ben-p'),
      await enter('cam-p'),
      await enter('dee-p'),
    ];
    const { teams } = admin.client.admin;
    const east = await teams.create({ name: 'East', memberIds: [rae.principal] });
    const west = await teams.create({ name: 'West', memberIds: [ben.principal] });
    cast = { rae, ben, cam, dee, east: east.id, west: west.id };
    const published = await publishPanelPolicy(scenery);
    expect(published.state).toBe('published');
  });

  test('a double-blind disagreement is settled by an arbiter, and the platform hears once', async () => {
    const { stage, receiver } = scenery();
    const { rae, ben, cam } = theCast();
    const { id } = await stage.platform.submissions.create(
      { ...article('Pale teapots, second hand, only today.'), authorId: 'author-9' },
      { waitSeconds: 20 },
    );
    const first = await claimOf(rae, id);
    expect((await rae.client.reviewTasks.claim({ queue: 'panel', count: 3 })).tasks).toEqual([]);
    const second = await claimOf(ben, id);
    await rule(rae, first, 'block');
    expect(await stage.platform.submissions.get(id)).toMatchObject({ status: 'in_review' });
    // What one blind reviewer said is nowhere in what the other can ask.
    expect(JSON.stringify(await ben.client.reviewTasks.get(second.id))).not.toContain('opinions');
    await rule(ben, second, 'pass');

    const third = await claimOf(cam, id);
    expect(third.opinions?.map(({ outcome }) => outcome).sort()).toEqual(['block', 'pass']);
    expect(await stage.platform.submissions.get(id)).toMatchObject({
      status: 'in_review',
      verdicts: [],
    });
    await rule(cam, third, 'block');
    const verdict = (await events({ receiver, id, count: 1 }))[0]!.data.verdict!;
    expect(verdict).toMatchObject({ outcome: 'block', revision: 1, decidedBy: 'human' });
    arbitrated = id;
  });

  test('two who agree need nobody else', async () => {
    const { platform } = scenery().stage;
    const { rae, ben } = theCast();
    const said = [
      ['block', 'block'],
      ['pass', 'pass'],
      ['block', 'block'],
    ] as const;
    for (const [n, [a, b]] of said.entries()) {
      const { id } = await platform.submissions.create(article(`Pale teapots, lot ${n}.`), {
        waitSeconds: 20,
      });
      await rule(rae, await claimOf(rae, id), a);
      await rule(ben, await claimOf(ben, id), b);
      const detail = await platform.submissions.get(id);
      expect(detail).toMatchObject({ status: 'decided', verdicts: [{ outcome: a }] });
    }
  });
}

async function publishPanelPolicy(
  scenery: () => Scenery,
): Promise<PolicyDetail | { state: string }> {
  const { policies } = scenery().stage.admin.client;
  const [current] = (await policies.list({ scene, state: 'published' }).page()).items;
  const { definition } = await policies.get(current!.id);
  const draft = await policies.createDraft({
    name: current!.name,
    scene,
    definition: {
      ...definition,
      rules: [
        ...definition.rules,
        {
          id: 'pale-teapots',
          kind: 'term',
          category: 'A.3.b',
          severity: 'low',
          action: 'review',
          terms: ['pale teapots'],
        },
        {
          id: 'silver-teapots',
          kind: 'term',
          category: 'A.3.e',
          severity: 'low',
          action: 'review',
          terms: ['silver teapots'],
        },
      ],
      routing: {
        ...definition.routing,
        undoSeconds: 0,
        audit: { passRate: 1, blockRate: 0, corrects: false },
        routes: [
          {
            categories: ['A.3.b'],
            queue: 'panel',
            panel: { reviewers: 2, agreeing: 2, arbiter: true, agreeOn: 'outcome' },
          },
          { categories: ['A.3.e'], queue: 'skilled' },
        ],
      },
    },
  });
  return policies.publish(draft.id);
}

type Task = Awaited<ReturnType<SignedIn['client']['reviewTasks']['claim']>>['tasks'][number];

/** The task of one submission in the queue of panels, or another. */
export function claimOf(person: SignedIn, submissionId: string, queue = 'panel'): Promise<Task> {
  return until(
    async () => {
      const { tasks } = await person.client.reviewTasks.claim({ queue });
      return tasks.find((task) => task.submissionId === submissionId);
    },
    { what: `the task of ${submissionId}` },
  );
}

export function rule(
  { client }: SignedIn,
  task: Task,
  outcome: 'block' | 'pass',
): Promise<{ readonly settlesAt: string }> {
  return client.reviewTasks.rule(task.id, {
    epoch: task.lease!.epoch,
    outcome,
    ...(outcome === 'block' ? { category: 'A.3.b', note: 'an advert' } : {}),
  });
}

/** Waits for so many webhooks about one submission. */
export function events(wish: {
  readonly receiver: Scenery['receiver'];
  readonly id: string;
  readonly count: number;
}): Promise<readonly EventBody[]> {
  const { receiver, id, count } = wish;
  return until(
    async () => {
      const heard = await receiver.eventsOf(id);
      return heard.length >= count ? heard : undefined;
    },
    { deadlineMs: 30_000, what: `${count} webhooks about ${id}` },
  );
}
