import { createTestDatabase, type TestDatabase } from '@assay/testing';
import fc from 'fast-check';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import {
  aDeskStep,
  deskEffects,
  scriptedSteps,
  type DeskEffect,
  type DeskStep,
} from '../testing/review-model/desk-steps.js';
import { DeskUnderTest } from '../testing/review-model/desk-under-test.js';

// The same steps in every normal run. A long one brings its own: ASSAY_MODEL_RUNS=10000 ASSAY_MODEL_SEED=$RANDOM.
const runs = Number(process.env['ASSAY_MODEL_RUNS'] ?? 40);
const seed = Number(process.env['ASSAY_MODEL_SEED'] ?? 20_261_123);

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'model-test' });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

/** How often something had an effect: a run in which everything is refused would show nothing. */
class Effects {
  steps = 0;
  private readonly done = new Map<DeskEffect, number>();

  readonly count = (effect: DeskEffect): void => {
    this.done.set(effect, (this.done.get(effect) ?? 0) + 1);
  };

  get missing(): readonly DeskEffect[] {
    return deskEffects.filter((effect) => !this.done.has(effect));
  }

  toString(): string {
    return deskEffects.map((effect) => `${effect} ${this.done.get(effect) ?? 0}`).join(', ');
  }
}

async function takeAll(steps: readonly DeskStep[], effects: Effects): Promise<void> {
  const desk = await DeskUnderTest.open(database, effects.count);
  try {
    for (const step of steps) await desk.take(step);
    await desk.finish();
    effects.steps += steps.length;
  } finally {
    await desk.clear();
  }
}

test('the desk and its model agree on sequences that bring about everything there is', async () => {
  const effects = new Effects();
  for (const steps of scriptedSteps) await takeAll(steps, effects);
  expect(effects.missing).toEqual([]);
}, 60_000);

test(
  'the desk and its model agree on every sequence of steps',
  async () => {
    const effects = new Effects();
    await fc.assert(
      fc.asyncProperty(
        fc.array(aDeskStep, { minLength: 20, maxLength: 50, size: 'max' }),
        (steps) => takeAll(steps, effects),
      ),
      { numRuns: runs, seed },
    );
    expect(effects.steps).toBeGreaterThanOrEqual(runs * 20);
    if (process.env['ASSAY_MODEL_RUNS'] === undefined) return;
    process.stdout.write(
      `${runs} sequences, seed ${seed}, ${effects.steps} steps: ${String(effects)}\n`,
    );
  },
  120_000 + runs * 2_000,
);
