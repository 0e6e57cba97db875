import { until } from '@assay/testing';
import { saying } from './texts.js';
import type { Scenery } from './submissions.js';

/** Long enough for an undo on a busy machine. */
const undoSeconds = 3;

/** An admin changes the rules of a scene while it runs. */
export function tellOfPolicies(scenery: () => Scenery): void {
  test('a policy goes from draft over validation to publishing, and acts on the next submission', async () => {
    const { platform, admin } = scenery().stage;
    const { policies } = admin.client;
    const [current] = (await policies.list({ scene: 'chat', state: 'published' }).page()).items;
    const { definition } = await policies.get(current!.id);
    const unseen = saying('Purple teapots for everybody.');
    expect((await platform.submissions.create(unseen, { waitSeconds: 20 })).verdict).toMatchObject({
      outcome: 'pass',
      policyVersion: `chat@${current!.version}`,
    });

    const teapots = {
      id: 'teapots',
      category: 'A.3.b',
      severity: 'high',
      action: 'block',
    } as const;
    const draft = await policies.createDraft({
      name: current!.name,
      scene: 'chat',
      definition: {
        ...definition,
        rules: [{ ...teapots, kind: 'pattern', pattern: '(unclosed' }],
      },
    });
    expect(await policies.validate(draft.id)).toMatchObject({
      valid: false,
      problems: [{ pointer: expect.stringContaining('/rules/0') }],
    });
    await expect(policies.publish(draft.id)).rejects.toMatchObject({
      status: 422,
      code: 'policy_invalid',
    });

    await policies.update(draft.id, {
      definition: {
        ...definition,
        rules: [...definition.rules, { ...teapots, kind: 'term', terms: ['purple teapots'] }],
        routing: { ...definition.routing, undoSeconds },
      },
    });
    expect(await policies.validate(draft.id)).toMatchObject({ valid: true, problems: [] });
    const published = await policies.publish(draft.id);
    expect(published).toMatchObject({ state: 'published', version: current!.version + 1 });
    const after = await platform.submissions.create(unseen, { waitSeconds: 20 });
    expect(after.verdict).toMatchObject({
      outcome: 'block',
      policyVersion: `chat@${published.version}`,
      reasons: [{ rule: 'teapots', spans: [{ part: 0, start: 0, end: 14 }] }],
    });
    expect(await policies.get(current!.id)).toMatchObject({ state: 'retired' });
  });

  test('a scene whose policy was retired takes nothing until another one is published', async () => {
    const { stage } = scenery();
    const { policies } = stage.admin.client;
    const [current] = (await policies.list({ scene: 'finance', state: 'published' }).page()).items;
    await policies.retire(current!.id);
    const text = { ...saying('Hello'), scene: 'finance' };
    await until(
      () =>
        stage
          .once()
          .submissions.create(text)
          .then(
            () => false,
            (error: { code?: string }) => error.code === 'unknown_scene',
          ),
      { deadlineMs: 5_000, what: 'the retired policy to be gone' },
    );
  });
}
