import type { BlacklistEntryDetail } from '@assay/sdk';
import { until } from '@assay/testing';
import type { Stage } from '../stage/stage.js';
import type { Scenery } from './submissions.js';
import { saying, termEntry } from './texts.js';

/** An entry acts within this time on every process. */
const actsWithinMs = 3_000;

/** Two people and one entry: from proposal to retirement, without a restart. */
export function tellOfBlacklist(scenery: () => Scenery): void {
  test('an entry acts after a second person confirmed it, names its hits, and rests once retired', async () => {
    const { stage } = scenery();
    const { admin, second, platform } = stage;
    const text = saying('Meet us at the glass bridge tonight.');
    expect(await outcomeOf(stage, text)).toBe('pass');

    const entry = await admin.client.blacklist.propose(termEntry('glass bridge'));
    expect(entry).toMatchObject({ state: 'proposed', proposedBy: admin.principal });
    const confirmation = { to: 'active' as const, reason: 'seen too' };
    const refused = { status: 403, code: 'same_principal' };
    await expect(admin.client.blacklist.move(entry.id, confirmation)).rejects.toMatchObject(
      refused,
    );
    // The platform's key belongs to the same person.
    await expect(platform.blacklist.move(entry.id, confirmation)).rejects.toMatchObject(refused);
    expect(await outcomeOf(stage, text)).toBe('pass');

    const confirmed = await second.client.blacklist.move(entry.id, confirmation);
    expect(confirmed).toMatchObject({ state: 'active', confirmedBy: second.principal });
    await untilOutcome(stage, { text, outcome: 'block' });
    const { id, verdict } = await platform.submissions.create(text, { waitSeconds: 20 });
    expect(verdict!.reasons).toMatchObject([
      { entry: entry.id, category: 'A.3.b', spans: [{ part: 0, start: 15, end: 27 }] },
    ]);
    expect(verdict!.blacklistVersion).toBeGreaterThan(0);
    const hits = (await admin.client.blacklist.hits(entry.id).page()).items;
    expect(hits[0]).toMatchObject({ submissionId: id, action: 'block' });
    expect((await admin.client.blacklist.get(entry.id)).hitCount).toBe(hits.length);

    await admin.client.blacklist.move(entry.id, { to: 'retired', reason: 'over' });
    await untilOutcome(stage, { text, outcome: 'pass' });
  });

  test('an entry stops acting by itself when its time is over', async () => {
    const { stage } = scenery();
    const text = saying('The silver lighthouse calls.');
    const entry = await activeEntry(stage, 'silver lighthouse', actsWithinMs + 1_000);
    await untilOutcome(stage, { text, outcome: 'block' });
    const wait = { deadlineMs: 15_000, everyMs: 100, what: 'the end of the entry' };
    await until(async () => (await outcomeOf(stage, text)) === 'pass', wait);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(entry.expiresAt) - 500);
    const { state, expired } = await stage.admin.client.blacklist.get(entry.id);
    expect({ state, expired }).toEqual({ state: 'active', expired: true });
  });

  test('a domain entry finds the domain inside a longer address', async () => {
    const { stage } = scenery();
    const { admin, second } = stage;
    const proposal = { ...termEntry('bad-shop.example'), kind: 'domain' as const };
    const { id } = await admin.client.blacklist.propose(proposal);
    await second.client.blacklist.move(id, { to: 'active' });
    const text = saying('See https://www.bad-shop.example/sale?a=1 today');
    await untilOutcome(stage, { text, outcome: 'block' });
    expect(await outcomeOf(stage, saying('See not-bad-shop.example.test'))).toBe('pass');
  });

  test('an imported list waits for the second person as a whole', async () => {
    const { stage } = scenery();
    const { admin, second } = stage;
    const { expiresAt } = termEntry('');
    const terms = '# ads\nmoonlit casino\n\nvelvet casino\nmoonlit casino\n';
    const list = { content: terms, category: 'A.3.b', expiresAt };
    const dry = await admin.client.blacklist.importEntries({ ...list, dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, added: 2, skipped: 1 });
    const imported = await admin.client.blacklist.importEntries(list);
    expect(imported).toMatchObject({ added: 2 });
    await expect(admin.client.blacklist.confirmImport(imported.id!)).rejects.toMatchObject({
      code: 'same_principal',
    });
    expect(await second.client.blacklist.confirmImport(imported.id!)).toMatchObject({
      confirmed: 2,
      pending: 0,
    });
    await untilOutcome(stage, { text: saying('the velvet casino opens'), outcome: 'block' });
  });
}

/** Proposed by the first person and confirmed by the second. */
async function activeEntry(
  { admin, second }: Stage,
  value: string,
  expiresInMs: number,
): Promise<BlacklistEntryDetail> {
  const { id } = await admin.client.blacklist.propose(termEntry(value, expiresInMs));
  return second.client.blacklist.move(id, { to: 'active' });
}

type Text = ReturnType<typeof saying>;

async function outcomeOf({ platform }: Stage, text: Text): Promise<string | undefined> {
  const { verdict } = await platform.submissions.create(text, { waitSeconds: 20 });
  return verdict?.outcome;
}

/** Submits until the outcome is there: a change is promised within a moment, not within a request. */
async function untilOutcome(
  stage: Stage,
  wish: { readonly text: Text; readonly outcome: string },
): Promise<void> {
  const { text, outcome } = wish;
  await until(async () => (await outcomeOf(stage, text)) === outcome, {
    deadlineMs: actsWithinMs,
    what: `${outcome} for "${text.parts[0]!.text}"`,
  });
}
