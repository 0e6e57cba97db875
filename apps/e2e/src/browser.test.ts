import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { until } from '@assay/testing';
import type { Browser } from 'playwright-core';
import { barriersOf, type Barrier } from './browser/accessibility.js';
import { openBrowser, visit, type ConsolePage } from './browser/console-page.js';
import { openStage, type Stage } from './stage/stage.js';
import { bait, saying } from './story/texts.js';

jest.setTimeout(120_000);

let stage: Stage;
let browser: Browser;
let admin: ConsolePage;
let second: ConsolePage;
beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage({ queue: 'redis' }), openBrowser()]);
  const { baseUrl, adminEmail, adminPassword, secondEmail, secondPassword } = stage.stack;
  admin = await visit({ browser, baseUrl, language: 'en' });
  second = await visit({ browser, baseUrl, language: 'zh-CN' });
  await admin.logIn({ email: adminEmail, password: adminPassword });
  await second.logIn({ email: secondEmail, password: secondPassword });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
}, 60_000);
afterEach(() => {
  expect(admin.complaints).toEqual([]);
  expect(second.complaints).toEqual([]);
});

const submit = (text: { scene: string; parts: { text: string }[] }) =>
  stage.platform.submissions.create(text, { waitSeconds: 20 });

test('a reviewer claims by key, sees what was found, rules, undoes and rules again by keyboard', async () => {
  const { id } = await submit(bait);
  const { page } = second;
  await second.open('/review');
  await page.getByTestId('claim').waitFor();
  await page.keyboard.press('c');
  const text = page.getByTestId('task-text');
  await text.waitFor();
  expect(await text.getAttribute('data-masked')).toBe('true');
  await page.keyboard.press('v');
  expect(await text.getAttribute('data-masked')).toBe('false');
  const found = text.locator('mark');
  expect(await found.allTextContents()).toEqual(['加 我 微 信', '拉你进内部群']);
  await page.getByText('demo-model').waitFor();
  await second.shoot('review-task');

  await page.keyboard.press('r');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  const ruled = page.locator('[data-testid=tray-item][data-state=provisional]');
  await ruled.waitFor();
  await second.shoot('review-ruled');
  await page.keyboard.press('u');
  await text.waitFor();
  await page.locator('[data-testid=tray-item]').waitFor({ state: 'detached' });
  expect(await stage.platform.submissions.get(id)).toMatchObject({
    status: 'in_review',
    verdicts: [],
  });

  await page.keyboard.press('a');
  await page.keyboard.press('Enter');
  await ruled.waitFor();
  const { verdicts } = await stage.platform.submissions.waitForVerdict(id);
  expect(verdicts).toMatchObject([{ outcome: 'pass', revision: 1, decidedBy: 'human' }]);
});

test('hostile text is shown as text and runs nothing', async () => {
  const hostile =
    '<script>window.ran = 1</script><img src=x onerror="window.ran = 2"> 加微信 \u202Egnp.exe\u2066 a\u200Bb';
  const { id } = await submit({ ...saying(hostile), context: { prompt: hostile } } as never);
  const { page } = second;
  await second.open('/review');
  await page.getByTestId('claim').waitFor();
  await page.keyboard.press('c');
  const text = page.getByTestId('task-text');
  await text.waitFor();
  if ((await text.getAttribute('data-masked')) === 'true') await page.keyboard.press('v');
  const shown = await text.innerText();
  expect(shown).toContain('<script>window.ran = 1</script>');
  expect(shown).toContain('<img src=x onerror="window.ran = 2">');
  for (const invisible of ['\u202E', '\u2066', '\u200B']) expect(shown).not.toContain(invisible);
  expect(await text.locator('.invisible').count()).toBe(3);
  expect(await page.locator('main img, main script, main iframe').count()).toBe(0);
  expect(await page.evaluate('window.ran')).toBeUndefined();
  await second.shoot('review-hostile');
  await page.getByTestId('release').click();
  await page.getByTestId('claim').waitFor();
  await stage.platform.submissions.withdraw(id);
});

test('an entry proposed in the console acts only after another person confirmed it there', async () => {
  const value = 'copper weathervane';
  const { page } = admin;
  await admin.open('/blacklist');
  await page.getByTestId('propose-open').click();
  await page.getByTestId('propose-value').fill(value);
  await page.getByTestId('propose-category').click();
  await page.keyboard.type('A.3.b');
  await page.keyboard.press('Enter');
  await admin.shoot('blacklist-propose');
  await page.getByTestId('propose-submit').click();
  await page.getByTestId('needs-second').waitFor();
  expect(await page.getByTestId('move-active').isDisabled()).toBe(true);
  await admin.shoot('blacklist-needs-second');
  expect((await submit(saying(`the ${value} turns`))).verdict).toMatchObject({ outcome: 'pass' });

  await second.open('/blacklist?state=proposed');
  await second.page.getByTestId(`entry-row-${value}`).click();
  await second.page.getByTestId('move-reason').fill('seen on two sites');
  await second.page.getByTestId('move-active').click();
  await second.page.getByTestId('move-retired').waitFor();
  await second.shoot('blacklist-confirmed');
  const blocked = await until(
    async () => {
      const answer = await submit(saying(`the ${value} turns`));
      return answer.verdict?.outcome === 'block' ? answer : undefined;
    },
    { deadlineMs: 5_000, what: 'the entry to act' },
  );
  const entryId = blocked.verdict!.reasons[0]!.entry!;
  expect(await stage.admin.client.blacklist.get(entryId)).toMatchObject({ value, state: 'active' });

  await admin.open(`/blacklist?entry=${entryId}`);
  const drawer = page.getByTestId('entry-drawer');
  await drawer.getByText(blocked.id).waitFor();
  await admin.shoot('blacklist-hits');
  await page.getByTestId('move-retired').click();
  await until(async () => (await submit(saying(value))).verdict?.outcome === 'pass', {
    what: 'the retired entry to rest',
  });
});

test('a file is imported after a dry run in the console, and what is listed goes out as a file', async () => {
  const { page } = admin;
  await admin.open('/blacklist?state=proposed');
  await page.getByTestId('import-open').click();
  const content = 'kind,value,category\nterm,tin trumpet,A.3.b\nterm,no category,\n';
  const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(content) };
  await page.getByTestId('import-file').setInputFiles(file);
  const shown = () => page.getByTestId('import-content').inputValue();
  await until(async () => (await shown()) === content, { what: 'the file in the form' });
  await page.getByTestId('import-check').click();
  const result = page.getByTestId('import-result');
  await result.getByText('Line 3').waitFor();
  await admin.shoot('blacklist-import');
  await page.getByTestId('import-submit').click();
  await result.getByText('Imported').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('entry-row-tin trumpet').waitFor();
  await page.getByTestId('export-open').click();
  const download = page.waitForEvent('download');
  await page.getByTestId('export-csv').click();
  const lines = readFileSync(await (await download).path(), 'utf8').split(/\r?\n/);
  expect(lines.filter((line) => line.includes('tin trumpet'))).toHaveLength(1);
});

test('a policy is copied, edited, validated and published in the console', async () => {
  const { page } = admin;
  await admin.open('/policies?state=published');
  const link = page.locator('[data-testid^="policy-chat@"]');
  await link.waitFor();
  const version = (await link.innerText()).split('@')[1];
  await link.click();
  await page.getByTestId('policy-copy').click();
  const editor = page.getByTestId('policy-text');
  const definition = await until(async () => JSON.parse(await editor.inputValue()) as Definition);
  await page.getByTestId('publish').waitFor();
  const rule = {
    id: 'brass-owls',
    kind: 'term',
    category: 'A.3.b',
    severity: 'high',
    action: 'block',
    terms: ['brass owls'],
  };
  await editor.fill(JSON.stringify({ ...definition, rules: [...definition.rules, rule] }, null, 2));
  await page.getByTestId('policy-save').click();
  await page.getByTestId('policy-validate').click();
  await page.getByTestId('policy-valid').waitFor();
  await page.getByTestId('publish').click();
  await page.getByTestId('publish-confirm').waitFor();
  await admin.shoot('policy-publish');
  await page.getByTestId('publish-confirm').click();
  await page.getByTestId('policy-retire').waitFor();
  await admin.shoot('policy-published');
  expect((await submit(saying('Brass owls everywhere'))).verdict).toMatchObject({
    outcome: 'block',
    policyVersion: `chat@${Number(version) + 1}`,
    reasons: [{ rule: 'brass-owls' }],
  });
});

interface Definition {
  readonly rules: readonly unknown[];
}

test('a key made in the console works and is shown once', async () => {
  const { page } = admin;
  await admin.open('/people?tab=keys');
  await page.getByTestId('key-new').click();
  await page.getByTestId('key-name').fill('from the console');
  await page.getByTestId('key-create').click();
  const key = await page.getByTestId('key-value').inputValue();
  await admin.shoot('people-key');
  const answer = await fetch(`${stage.stack.baseUrl}/v1/me`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(answer.status).toBe(200);
  await page.getByTestId('key-close').click();
  await page.reload();
  await page.getByTestId('key-new').waitFor();
  expect(await page.content()).not.toContain(key);
});

test('the language changes at once and is remembered', async () => {
  const { page } = admin;
  await admin.open('/overview');
  const overview = page.getByTestId('nav-overview');
  expect(await overview.innerText()).toBe('Overview');
  await page.getByTestId('language').click();
  await until(async () => (await overview.innerText()) === '总览', { what: 'Chinese words' });
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await page.reload();
  await overview.waitFor();
  expect(await overview.innerText()).toBe('总览');
  await page.getByTestId('language').click();
  await until(async () => (await overview.innerText()) === 'Overview', { what: 'English words' });
});

/** What is there once a page has its data. */
const landmarks = {
  overview: 'main .outcome-chart svg',
  blacklist: '[data-testid^=entry-row-]',
  policies: '[data-testid^="policy-chat@"]',
  people: '[data-testid=user-new]',
  review: '[data-testid=claim]',
};

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  test('no page keeps people out', async () => {
    const { baseUrl, adminEmail, adminPassword } = stage.stack;
    const { id } = await submit(bait);
    const person = await visit({ browser, baseUrl, language });
    const { page } = person;
    const found: (Barrier & { readonly on: string })[] = [];
    const look = async (on: string): Promise<void> => {
      await page.waitForLoadState('networkidle');
      for (const barrier of await barriersOf(page)) found.push({ on, ...barrier });
      await person.shoot(`page-${on}-${language}`);
    };
    await person.open('/login');
    await page.getByTestId('login-submit').waitFor();
    await look('login');
    await person.logIn({ email: adminEmail, password: adminPassword });
    for (const name of Object.keys(landmarks) as (keyof typeof landmarks)[]) {
      await page.getByTestId(`nav-${name}`).click();
      await page.locator(landmarks[name]).first().waitFor();
      if (name === 'review') {
        await page.getByTestId('claim').click();
        await page.getByTestId('task-text').waitFor();
        await page.keyboard.press('v');
      }
      await look(name);
      if (name === 'blacklist') {
        await page.locator('[data-testid^=entry-row-]').first().click();
        await page.locator('[data-testid=entry-drawer] .drawer-section h2').first().waitFor();
        await look('entry');
        await page.keyboard.press('Escape');
        await page.getByTestId('entry-drawer').waitFor({ state: 'hidden' });
      }
      if (name === 'policies') {
        await page.locator(landmarks.policies).first().click();
        await page.getByTestId('policy-copy').waitFor();
        await look('policy');
      }
    }
    await page.getByTestId('appearance').click();
    await page.mouse.move(700, 5);
    await look('review-dark');
    await page.getByTestId('release').click();
    await page.getByTestId('claim').waitFor();
    await stage.platform.submissions.withdraw(id);
    expect(person.complaints).toEqual([]);
    await person.close();
    const severe = found.filter(({ impact }) => ['serious', 'critical'].includes(impact));
    const mild = found.filter((barrier) => !severe.includes(barrier));
    if (mild.length > 0) console.info(`Accessibility, ${language}:`, JSON.stringify(mild, null, 1));
    expect(severe).toEqual([]);
  });
});
