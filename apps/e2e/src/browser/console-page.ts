import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: flags });
}

/** Chromium of the system; none is downloaded. */
function browserPath(): string {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).concat('/usr/bin');
  for (const folder of folders) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
      const file = path.join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  throw new Error('These tests need Chromium on the PATH.');
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Visit {
  readonly browser: Browser;
  readonly baseUrl: string;
  readonly language: 'zh-CN' | 'en';
}

/** One person's browser window on the console, and everything that went wrong in it. */
export interface ConsolePage {
  readonly page: Page;
  /** Uncaught errors, dialogs, and messages of level error, except refusals that the page shows to people. */
  readonly complaints: readonly string[];
  open(where: string): Promise<void>;
  logIn(person: { readonly email: string; readonly password: string }): Promise<void>;
  /** Into the folder that `ASSAY_SHOTS` names, if any. */
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function visit({ browser, baseUrl, language }: Visit): Promise<ConsolePage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(rememberLanguage, language);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    const text = message.text();
    const isRefusal = text.startsWith('Failed to load resource: the server responded with');
    if (message.type() === 'error' && !isRefusal) complaints.push(text);
  });
  const open = async (where: string): Promise<void> => {
    await page.goto(`${baseUrl}/console${where}`);
  };
  return {
    page,
    complaints,
    open,
    logIn: async ({ email, password }) => {
      await open('/login');
      await page.getByTestId('login-email').fill(email);
      await page.getByTestId('login-password').fill(password);
      await page.getByTestId('login-submit').click();
      await page.getByTestId('logout').waitFor();
    },
    shoot: async (name) => {
      const folder = process.env['ASSAY_SHOTS'];
      if (folder === undefined) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
    close: () => context.close(),
  };
}

/** Runs in the browser before the console does, once per window. */
function rememberLanguage(language: string): void {
  const storage = (globalThis as unknown as { localStorage: Storage }).localStorage;
  if (storage.getItem('assay.language') === null)
    storage.setItem('assay.language', JSON.stringify(language));
}

interface Storage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}
