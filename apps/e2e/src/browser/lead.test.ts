import { jest } from '@jest/globals';
import { until } from '@assay/testing';
import type { Browser } from 'playwright-core';
import { barriersOf, type Barrier } from './accessibility.js';
import { openBrowser, visit, type ConsolePage } from './console-page.js';
import { leadPages } from './lead-pages.js';
import { openStage, type Stage } from '../stage/stage.js';
import { bait, fraud, harmless } from '../story/texts.js';

jest.setTimeout(180_000);

const authorId = 'author-of-strikes';
let stage: Stage;
let browser: Browser;
let admin: ConsolePage;
let lead: ConsolePage;
beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage({ queue: 'postgres' }), openBrowser()]);
  const { baseUrl, adminEmail, adminPassword, secondEmail, secondPassword } = stage.stack;
  admin = await visit({ browser, baseUrl, language: 'zh-CN' });
  lead = await visit({ browser, baseUrl, language: 'en' });
  await admin.logIn({ email: adminEmail, password: adminPassword });
  await lead.logIn({ email: secondEmail, password: secondPassword });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
}, 60_000);
afterEach(() => {
  expect(admin.complaints).toEqual([]);
  expect(lead.complaints).toEqual([]);
});

const submit = (text: { scene: string; parts: { text: string }[]; authorId?: string }) =>
  stage.platform.submissions.create(text, { waitSeconds: 20 });

test('a lead sees a task arrive without asking, and how a queue works is changed beside it', async () => {
  const { page } = lead;
  await stage.second.client.queues.put('default', {});
  await lead.open('/queues');
  await page.locator('[data-testid=stream-state][data-state=live]').waitFor();
  const row = page.getByTestId('queue-row-default');
  await row.waitFor();
  const openTasks = async () => Number(await row.locator('td').nth(1).innerText());
  const before = await openTasks();
  const { id } = await submit(bait);
  await until(async () => (await openTasks()) === before + 1, {
    what: 'the task in the table',
    deadlineMs: 30_000,
  });
  await row.click();
  await page.getByTestId('queue-leadsOnly').check();
  await page.getByTestId('queue-goldPercent').fill('5');
  await page.getByTestId('queue-save').click();
  await until(
    async () => (await stage.second.client.queues.get('default')).settings.goldRate === 0.05,
    { what: 'the settings' },
  );
  await lead.shoot('queue-settings');
  expect((await stage.second.client.queues.get('default')).settings.leadsOnly).toBe(true);
  await stage.second.client.queues.put('default', { leadsOnly: false, goldRate: 0 });
  await stage.platform.submissions.withdraw(id);
});

test('tasks that nobody may take raise an alarm on the page', async () => {
  const { page } = lead;
  await stage.second.client.queues.put('default', { qualified: true });
  const { id } = await submit(bait);
  await lead.open('/queues');
  await page.getByTestId('queue-alarms').getByText('default').waitFor({ timeout: 60_000 });
  await lead.shoot('queue-alarm');
  await stage.second.client.queues.put('default', { qualified: false });
  await stage.platform.submissions.withdraw(id);
});

test('an appeal that waits for acceptance is accepted by a lead who reads its reasons', async () => {
  await admin.open('/appeals?tab=terms');
  await admin.page.getByLabel('自动受理').uncheck();
  await admin.page.getByTestId('terms-save').click();
  await until(async () => !(await stage.admin.client.appeals.terms()).acceptAutomatically, {
    what: 'the terms',
  });
  const { id: submissionId } = await submit(fraud);
  const text = 'It quotes a warning of the police.';
  const appeal = await stage.platform.appeals.create({ submissionId, text });
  expect(appeal.state).toBe('received');

  const { page } = lead;
  await lead.open('/appeals?state=received');
  await page.getByTestId(`appeal-row-${appeal.id}`).click();
  expect(await page.getByTestId('appeal-text').innerText()).toBe(text);
  await page.getByTestId('statement').locator('h3').waitFor();
  await page.getByTestId('contested').locator('.verdict-contested').waitFor();
  await lead.shoot('appeal');
  await page.getByTestId('appeal-accept').click();
  await page.getByTestId('appeal-accept').waitFor({ state: 'detached' });
  expect(await stage.platform.appeals.get(appeal.id)).toMatchObject({ state: 'accepted' });
});

test('strikes are counted once their terms are saved, and one is lifted with a reason', async () => {
  const { page } = admin;
  await admin.open('/appeals?tab=terms');
  await page.getByTestId('strike-terms-save').click();
  await until(async () => (await stage.admin.client.strikes.terms()).terms !== undefined, {
    what: 'the terms',
  });
  await submit({ ...fraud, authorId });
  await until(
    async () => (await stage.admin.client.strikes.ofAuthor(authorId)).items.length === 1,
    {
      what: 'the strike',
    },
  );
  await admin.open('/appeals?tab=strikes');
  await page.getByTestId('strike-author').locator('input').fill(authorId);
  await page.keyboard.press('Enter');
  await page.getByTestId('strike-lift').click();
  await page.getByTestId('strike-lift-reason').fill('quoted in a warning');
  await page.getByTestId('strike-lift-confirm').click();
  await page.getByTestId('strike-lift').waitFor({ state: 'detached' });
  const strikes = await stage.admin.client.strikes.ofAuthor(authorId);
  expect(strikes).toMatchObject({
    standing: { counted: 0 },
    items: [{ liftReason: 'quoted in a warning' }],
  });
});

test('what was referred is handed over as a file', async () => {
  const { reviewTasks } = stage.second.client;
  await submit(bait);
  const { tasks } = await reviewTasks.claim();
  await reviewTasks.refer(tasks[0]!.id, {
    epoch: tasks[0]!.lease!.epoch,
    authority: 'legal',
    category: 'A.3.b',
  });
  await until(async () => (await stage.admin.client.referrals.list().page()).items.length === 1, {
    what: 'the referral',
    deadlineMs: 30_000,
  });
  await admin.open('/appeals?tab=referrals');
  const file = admin.page.waitForEvent('download');
  await admin.page.getByTestId('referral-download').click();
  expect((await file).suggestedFilename()).toMatch(/^incident-.*\.json$/);
});

test('a reviewer passes an exam by keyboard alone and is told what it opened', async () => {
  const { page } = lead;
  const { items } = await stage.admin.client.goldItems.list({ setName: 'demo-exam' }).page();
  const answers = new Map(
    items.map(({ parts, expectedOutcome }) => [parts[0]!.text, expectedOutcome]),
  );
  const keys = { pass: ['a'], block: ['r', '1'], restrict: ['b', '1'] } as const;
  await lead.open('/exams');
  await page.getByTestId('exam-start').click();
  for (let position = 1; position <= items.length; position += 1) {
    await page.locator(`[data-testid=attempt-item][data-position="${position}"]`).waitFor();
    await page.keyboard.press('v');
    const text = (await page.getByTestId('attempt-text').locator('.quoted').innerText()).trim();
    for (const key of keys[answers.get(text)!]) await page.keyboard.press(key);
    if (position === 1) await lead.shoot('exam-item');
    await page.keyboard.press('Enter');
  }
  const result = page.getByTestId('attempt-result');
  await result.waitFor();
  expect(await result.getAttribute('data-passed')).toBe('true');
  await lead.shoot('exam-result');
  const { items: passed } = await stage.second.client.exams.qualifications().page();
  expect(passed).toMatchObject([{ inForce: true }]);
});

test('a gold item is written, and retired where it is read', async () => {
  const { page } = lead;
  const { taxonomy } = (await stage.admin.client.goldItems.list().page()).items[0]!;
  await lead.open('/exams?tab=gold');
  await page.getByTestId('gold-new').click();
  await page.getByTestId('gold-text').fill('The teapot is blue.');
  await page.getByTestId('gold-scene').fill('chat');
  const choose = async (field: string, typed: string) => {
    await page.getByTestId(field).click();
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
  };
  await page.getByTestId('gold-taxonomy').click();
  await page.locator(`.ant-select-item-option`).filter({ hasText: 'TC260' }).click();
  await page.getByTestId('gold-set').fill('teapots');
  await choose('gold-category', 'A.3.b');
  await page.getByTestId('gold-outcome').click();
  await page.locator('.ant-select-item-option').filter({ hasText: 'Pass' }).click();
  await page.getByTestId('gold-explanation').fill('Colours harm nobody.');
  await page.getByTestId('gold-create').click();
  await page.getByTestId('gold-drawer').getByText('Colours harm nobody.').waitFor();
  await lead.shoot('gold-item');
  await page.getByTestId('gold-retire').click();
  await page.locator('.ant-popconfirm .ant-btn-primary').click();
  await page.getByTestId('gold-retire').waitFor({ state: 'detached' });
  const { items } = await stage.admin.client.goldItems.list({ setName: 'teapots' }).page();
  expect(items).toMatchObject([{ state: 'retired', taxonomy, category: 'A.3.b' }]);
});

test('the next version of a standard is drafted, compared and published', async () => {
  const { page } = lead;
  const title = 'Absolute claims without proof';
  await lead.open('/standards');
  await page.getByTestId('standard-row-demo-commerce').click();
  await page.getByTestId('standard-draft').click();
  await page.getByTestId('clause-1-title-en').fill(title);
  await page.getByTestId('standard-save').click();
  await until(() => page.getByTestId('standard-publish').isEnabled(), { what: 'the saved draft' });
  await page.getByRole('tab').nth(2).click();
  await page.locator('.diff-added').getByText(title).waitFor();
  await lead.shoot('standard-diff');
  await page.getByTestId('standard-publish').click();
  await page.getByTestId('standard-confirm').click();
  await page.getByTestId('standard-retire').waitFor();
  const [standard] = (await stage.second.client.standards.list().page()).items;
  expect(standard?.published?.version).toBe(2);
  expect((await stage.second.client.standards.get(standard!.id)).clauses[0]!.title.en).toBe(title);
  const file = page.waitForEvent('download');
  await page.getByTestId('standard-export').click();
  expect((await file).suggestedFilename()).toBe('demo-commerce.json');
});

test('labels are exported and a daily budget is set', async () => {
  const { page } = lead;
  await lead.open('/quality');
  const file = page.waitForEvent('download');
  await page.getByTestId('labels-export').click();
  expect((await file).suggestedFilename()).toBe('labels-30d.ndjson');
  await lead.open('/exams?tab=reviewers');
  await page.locator('[data-testid^=reviewer-]').first().click();
  await page.getByTestId('reviewer-budget').fill('50');
  await page.getByTestId('reviewer-save').click();
  await until(
    async () =>
      (await stage.second.client.reviewers.list().page()).items.some(
        ({ dailyBudget }) => dailyBudget === 50,
      ),
    { what: 'the budget' },
  );
});

describe.each([
  { language: 'zh-CN', appearance: 'light' },
  { language: 'en', appearance: 'dark' },
] as const)('in $language, $appearance', ({ language, appearance }) => {
  test('no page of a lead keeps people out', async () => {
    const { baseUrl, adminEmail, adminPassword } = stage.stack;
    const { id: submissionId } = await submit(harmless);
    await stage.platform.reports.create({
      submissionId,
      explanation: 'It names me.',
      goodFaith: true,
    });
    const [appeal] = (await stage.platform.appeals.list().page()).items;
    const [standard] = (await stage.second.client.standards.list().page()).items;
    const person = await visit({ browser, baseUrl, language });
    const { page } = person;
    const found: (Barrier & { readonly on: string })[] = [];
    const look = async (on: string): Promise<void> => {
      for (const barrier of await barriersOf(page)) found.push({ on, ...barrier });
      await person.shoot(`lead-${on}-${language}`);
    };
    await person.logIn({ email: adminEmail, password: adminPassword });
    const isDark = (await page.locator('html').getAttribute('data-appearance')) === 'dark';
    if (isDark !== (appearance === 'dark')) await page.getByTestId('appearance').click();
    await page.mouse.move(700, 5);
    const shown = { appealId: appeal!.id, standardId: standard!.id, authorId };
    for (const { name, path, landmark, opens } of leadPages(shown)) {
      await person.open(path);
      await page.locator(landmark).first().waitFor();
      await look(name);
      if (opens === undefined) continue;
      await page.locator(opens.click).first().click();
      await page.locator(opens.landmark).first().waitFor();
      await look(`${name}-open`);
    }
    expect(person.complaints).toEqual([]);
    await person.close();
    const severe = found.filter(({ impact }) => ['serious', 'critical'].includes(impact));
    const mild = found.filter((barrier) => !severe.includes(barrier));
    if (mild.length > 0) console.info(`Accessibility, ${language}:`, JSON.stringify(mild, null, 1));
    expect(severe).toEqual([]);
  });
});
