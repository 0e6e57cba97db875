import { jest } from '@jest/globals';
import { until } from '@assay/testing';
import type { Browser } from 'playwright-core';
import { openStage, type Stage } from '../stage/stage.js';
import { saying } from '../story/texts.js';
import { barriersOf } from './accessibility.js';
import { openBrowser, visit, type ConsolePage } from './console-page.js';

jest.setTimeout(120_000);

// A day at the desk without a mouse, in a queue that has a standard and asks for clause and note.
let stage: Stage;
let browser: Browser;
let reviewer: ConsolePage;
let lead: ConsolePage;
beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage({ queue: 'redis' }), openBrowser()]);
  const { baseUrl, adminEmail, adminPassword, secondEmail, secondPassword } = stage.stack;
  reviewer = await visit({ browser, baseUrl, language: 'zh-CN' });
  lead = await visit({ browser, baseUrl, language: 'en' });
  await reviewer.logIn({ email: secondEmail, password: secondPassword });
  await lead.logIn({ email: adminEmail, password: adminPassword });
  await setUpQueue(stage);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
}, 60_000);
afterEach(() => {
  expect(reviewer.complaints).toEqual([]);
  expect(lead.complaints).toEqual([]);
});

test('a reviewer reveals, cites a clause, decides similar tasks together, undoes all and decides again', async () => {
  const { platform } = stage;
  const { page } = reviewer;
  const spam = '加 我 微 信 qwe5566，今晚群里发福利，名额有限先到先得，欢迎转发给朋友。';
  const ids = await Promise.all(
    Array.from({ length: 6 }, async () => (await platform.submissions.create(saying(spam))).id),
  );
  await until(async () => (await openTasks(stage)) >= ids.length, { what: 'the tasks' });
  await reviewer.open('/review');
  await page.locator('[data-testid=live][data-state=live]').waitFor();
  await page.getByTestId('claim').waitFor();
  await page.keyboard.press('Enter');
  const text = page.getByTestId('task-text');
  await text.waitFor();
  expect(await text.getAttribute('data-masked')).toBe('true');
  expect(await text.getAttribute('aria-hidden')).toBe('true');
  await page.keyboard.press('v');
  expect(await text.getAttribute('data-masked')).toBe('false');

  await page.keyboard.press('r');
  await page.keyboard.press('Enter');
  await page.getByTestId('field-problem-note').waitFor();
  await page.getByTestId('field-problem-clause').waitFor();
  expect(await page.getByTestId('tray-item').count()).toBe(0);

  await page.keyboard.press('l');
  await page.getByTestId('clause-contact-bait').waitFor();
  await page.keyboard.type('bait');
  await page.keyboard.press('Enter');
  await reviewer.shoot('desk-clauses');
  expect(await page.getByTestId('clause').innerText()).toContain('contact-bait');
  await page.keyboard.press('n');
  await page.keyboard.type('same advert again');
  await page.keyboard.press('Escape');

  await page.keyboard.press('c');
  await page.getByTestId('similar-all').waitFor();
  await page.keyboard.press('Space');
  await reviewer.shoot('desk-similar');
  await page.keyboard.press('Enter');
  const together = page.getByTestId('tray-cluster');
  await together.waitFor();
  await reviewer.shoot('desk-together');
  await page.keyboard.press('u');
  await page.locator('[data-testid=tray-item]').waitFor({ state: 'detached' });
  for (const id of ids) {
    expect(await platform.submissions.get(id)).toMatchObject({ status: 'in_review' });
  }

  expect(await page.getByTestId('note').inputValue()).toBe('same advert again');
  expect(await text.getAttribute('data-masked')).toBe('false');
  await page.keyboard.press('c');
  await page.getByTestId('similar-all').waitFor();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await together.waitFor();
  const decided = await until(
    async () => {
      const all = await Promise.all(ids.map((id) => platform.submissions.get(id)));
      const found = all.filter(({ status }) => status === 'decided');
      return found.length >= 3 ? found : undefined;
    },
    { deadlineMs: 25_000, what: 'the verdicts of the cluster' },
  );
  for (const { verdicts } of decided) {
    expect(verdicts).toMatchObject([{ outcome: 'block', decidedBy: 'human', revision: 1 }]);
  }
  expect(decided.length).toBeLessThan(ids.length);
  await leaveDesk(reviewer);
  for (const id of ids) await withdraw(stage, id);
});

test('what a reviewer escalates reaches a lead with the note', async () => {
  const { id } = await stage.platform.submissions.create(
    saying('要不要加 我 微 信 细聊？这是一句引用。'),
    { waitSeconds: 20 },
  );
  await reviewer.open('/review');
  await reviewer.page.getByTestId('claim').waitFor();
  await reviewer.page.keyboard.press('Enter');
  await reviewer.page.getByTestId('task-text').waitFor();
  await reviewer.page.keyboard.press('e');
  await reviewer.page.getByTestId('move-note').waitFor();
  await reviewer.page.keyboard.type('A quotation? Press R and 1 are only letters here.');
  expect(await barriersOf(reviewer.page)).toEqual([]);
  await reviewer.shoot('desk-escalate');
  await reviewer.page.keyboard.press('Control+Enter');
  await reviewer.page.getByTestId('claim').waitFor();

  await lead.open('/review');
  await lead.page.getByTestId('claim').waitFor();
  await lead.page.keyboard.press('Enter');
  await lead.page.getByTestId('handover').getByText('A quotation?').waitFor();
  await lead.shoot('desk-escalated');
  await leaveDesk(lead);
  await withdraw(stage, id);
});

test('a transferred task is referred, taken back and called broken by key', async () => {
  const { page } = reviewer;
  const { id } = await stage.platform.submissions.create(saying('加 我 微 信 �����'), {
    waitSeconds: 20,
  });
  await reviewer.open('/review');
  await page.getByTestId('claim').waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('task-text').waitFor();
  await page.keyboard.press('t');
  // The dialog moves the focus in when it has opened.
  await page.locator('[name=transfer-to]:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('appeals');
  await page.keyboard.press('Tab');
  await page.locator('[data-testid=move-note]:focus').waitFor();
  await page.keyboard.type('Somebody who reads mojibake.');
  await reviewer.shoot('desk-transfer');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('move-note').waitFor({ state: 'detached' });

  await page.getByTestId('claim').waitFor();

  await lead.open('/review');
  await lead.page.getByTestId('claim').waitFor();
  await lead.page.keyboard.press('Enter');
  await lead.page.getByTestId('handover').getByText('appeals').waitFor();
  await lead.page.keyboard.press('f');
  await lead.page.getByTestId('move-category').waitFor();
  expect(await barriersOf(lead.page)).toEqual([]);
  await lead.page.keyboard.press('Control+Enter');
  const provisional = lead.page.locator('[data-testid=tray-item][data-state=provisional]');
  await provisional.waitFor();
  await lead.page.keyboard.press('u');
  await lead.page.getByTestId('task-text').waitFor();
  expect(await stage.platform.submissions.get(id)).toMatchObject({ status: 'in_review' });

  await lead.page.keyboard.press('x');
  expect(await lead.page.getByTestId('ruling-broken').getAttribute('aria-pressed')).toBe('true');
  await lead.page.keyboard.press('Enter');
  await provisional.waitFor();
  const { verdicts } = await stage.platform.submissions.waitForVerdict(id);
  expect(verdicts).toMatchObject([{ outcome: 'block', decidedBy: 'human' }]);
});

test('a pause gives the tasks back and covers the desk until it ends', async () => {
  const { page } = reviewer;
  const { id } = await stage.platform.submissions.create(saying('加 我 微 信 休息一下。'), {
    waitSeconds: 20,
  });
  await reviewer.open('/review');
  await page.getByTestId('claim').waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('task-text').waitFor();
  await page.keyboard.press('p');
  await page.getByTestId('paused').waitFor();
  await until(async () => (await openTasks(stage)) > 0, { what: 'the task back in its queue' });
  await page.keyboard.press('p');
  await page.getByTestId('paused').waitFor({ state: 'detached' });
  await page.keyboard.press('w');
  await page.getByTestId('own-figures').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await reviewer.shoot('desk-my-work');
  await page.keyboard.press('Escape');
  await page.getByTestId('my-work').waitFor({ state: 'detached' });
  await withdraw(stage, id);
});

/** A published standard for the queue of the demo policies. */
async function setUpQueue({ admin, stack }: Stage): Promise<void> {
  const words = (text: string) => ({ 'zh-CN': text, en: text });
  const standard = await admin.client.standards.create({
    name: 'desk-rules',
    title: words('Desk rules'),
    taxonomy: 'tc260-003@2024',
    reviewAt: '2099-01-01',
    clauses: [
      {
        id: 'contact-bait',
        category: 'A.3.e',
        title: words('Contact bait'),
        text: words('Contact details that lead people elsewhere are blocked.'),
        examples: [{ text: '加微信', outcome: 'block', why: 'leads elsewhere' }],
      },
      {
        id: 'fraud',
        category: 'A.3.b',
        title: words('Fraud'),
        text: words('Promised gains are blocked.'),
        examples: [],
      },
    ],
  });
  await admin.client.standards.publish({ id: standard.id, version: 1 });
  const answer = await fetch(`${stack.baseUrl}/v1/queues/default`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', cookie: admin.cookie },
    body: JSON.stringify({
      required: ['clause', 'note'],
      standardId: standard.id,
      verifyRate: 0.2,
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function openTasks({ second }: Stage): Promise<number> {
  const { items } = await second.client.reviewTasks.queues();
  return items.find(({ name }) => name === 'default')?.open ?? 0;
}

/** Puts everything back, so that the next chapter begins with an empty desk. */
async function leaveDesk({ page }: ConsolePage): Promise<void> {
  await page.getByTestId('task-text').or(page.getByTestId('claim')).first().waitFor();
  for (let left = 0; left < 4 && (await page.getByTestId('release').count()) > 0; left += 1) {
    const before = await page.getByTestId('task-text').elementHandle();
    await page.keyboard.press('z');
    await before?.waitForElementState('hidden');
  }
  await page.getByTestId('claim').waitFor();
}

async function withdraw({ platform }: Stage, id: string): Promise<void> {
  const { status } = await platform.submissions.get(id);
  if (status !== 'decided') await platform.submissions.withdraw(id);
}
