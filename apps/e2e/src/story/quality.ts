import { until } from '@assay/testing';
import { article, claimOf, rule, theCast } from './panels.js';
import type { Scenery } from './submissions.js';

/** People are examined, the machine is audited, and teams are compared. */
export function tellOfQuality(scenery: () => Scenery): void {
  test('who passes the exam of a category is offered its tasks, and nobody else', async () => {
    const { stage } = scenery();
    const { dee } = theCast();
    const { client } = stage.admin;
    await client.queues.put('skilled', { qualified: true });
    for (const text of ['Silver teapots, order now.', 'A walk by the river.']) {
      const sells = text.includes('order');
      await client.goldItems.create({
        setName: 'teapots',
        taxonomy: 'tc260-003@2024',
        parts: [{ type: 'text', text }],
        scene: 'article',
        category: 'A.3.e',
        severity: 'low',
        expectedOutcome: sells ? 'block' : 'pass',
        ...(sells ? { expectedCategory: 'A.3.e' } : {}),
        explanation: 'Selling is not what articles are for.',
      });
    }
    const exam = await client.exams.create({
      name: 'Teapots',
      category: 'A.3.e',
      setName: 'teapots',
      passMark: 1,
    });
    const { id } = await stage.platform.submissions.create(article('Silver teapots, today only.'), {
      waitSeconds: 20,
    });
    await until(
      () =>
        dee.client.reviewTasks.claim({ queue: 'skilled' }).then(
          () => false,
          (problem: { status?: number; code?: string }) =>
            problem.status === 403 && problem.code === 'not_qualified',
        ),
      { what: 'the refusal' },
    );

    const attempt = await dee.client.exams.start(exam.id);
    const answers = attempt.items.map(({ position, parts }) =>
      parts[0]!.text.includes('order')
        ? { position, outcome: 'block' as const, category: 'A.3.e' }
        : { position, outcome: 'pass' as const },
    );
    const closed = await dee.client.exams.answer(attempt.id, { answers });
    expect(closed.result).toMatchObject({ passed: true, correct: 2, total: 2 });
    const task = await claimOf(dee, id, 'skilled');
    await rule(dee, task, 'pass');
    expect(await stage.platform.submissions.get(id)).toMatchObject({ status: 'decided' });
  });

  test('an audit of what passed measures the false-pass rate, with an interval', async () => {
    const { stage } = scenery();
    const { rae } = theCast();
    const texts = [
      'A quiet morning.',
      'Blue teapots, buy now.',
      'A long train ride.',
      'Rain at noon.',
    ];
    const wrong = new Set<string>();
    for (const text of texts) {
      const { id, verdict } = await stage.platform.submissions.create(article(text), {
        waitSeconds: 20,
      });
      expect(verdict).toMatchObject({ outcome: 'pass', decidedBy: 'machine' });
      if (text.includes('buy')) wrong.add(id);
    }
    for (let left = texts.length; left > 0; left -= 1) {
      const { tasks } = await rae.client.reviewTasks.claim({ queue: 'audit' });
      const [task] = tasks;
      expect(task!.decision).toBeUndefined();
      await rule(rae, task!, wrong.has(task!.submissionId) ? 'block' : 'pass');
    }
    const report = await stage.admin.client.quality.machine({ groupBy: 'policyVersion' });
    const measured = report.items.find(({ key }) => key?.startsWith('article@'));
    expect(measured).toMatchObject({
      audited: 4,
      corrected: 0,
      falsePassRate: { estimate: 0.25, trials: 4 },
    });
    expect(measured!.falsePassRate.low).toBeLessThan(0.25);
    expect(measured!.falsePassRate.high).toBeGreaterThan(0.25);
  });

  test('the agreement of two teams is what a hand calculation gives', async () => {
    const { admin } = scenery().stage;
    const { east, west } = theCast();
    const report = await admin.client.quality.agreement({ groupBy: 'queue' });
    const panel = report.items.find(({ key }) => key === 'panel');
    const pair = panel!.pairs.find(
      ({ teamIds }) => teamIds.includes(east) && teamIds.includes(west),
    );
    // Four units: block/pass, block/block, pass/pass, block/block. Coincidences: 1 − (2/8) / (2·5·3 / (8·7)).
    expect(pair!.between).toMatchObject({ units: 4, labels: 8, voices: 2, level: 'unknown' });
    expect(pair!.between.alpha.estimate).toBeCloseTo(1 - 0.25 / (30 / 56), 10);
  });
}
