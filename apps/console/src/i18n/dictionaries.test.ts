import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from './en/dictionary.js';
import { zhCn } from './zh-cn/dictionary.js';

const sourceFolder = join(import.meta.dirname, '..');
const sources = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
  .filter(
    (path) =>
      /\.tsx?$/.test(path) && !path.endsWith('.test.ts') && !/i18n[/\\](en|zh-cn)[/\\]/.test(path),
  )
  .map((path) => ({ path, text: readFileSync(join(sourceFolder, path), 'utf8') }));
const pages = sources.filter(({ path }) => path.endsWith('.tsx'));
const dictionaries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'zh-CN': zhCn,
  en,
};

/** Words that are the same in both languages on purpose. */
const sameInBoth = ['shell.brand', 'people.language.zh-CN', 'people.language.en'];
/** The only words of one dictionary that are in the other language: each names the other. */
const foreign = [
  'shell.otherLanguage',
  'people.language.zh-CN',
  'people.language.en',
  'shell.brand',
];

test('both languages have the same keys, and no word is empty', () => {
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(zhCn).toSorted());
  for (const words of Object.values(dictionaries)) {
    expect(Object.entries(words).filter(([, word]) => word.trim() === '')).toEqual([]);
  }
});

test('no word is left untranslated', () => {
  const same = Object.keys(zhCn).filter(
    (key) => dictionaries['zh-CN']?.[key] === dictionaries['en']?.[key],
  );
  expect(same.filter((key) => !sameInBoth.includes(key))).toEqual([]);
  const chinese = /\p{Script=Han}/u;
  const unknown = (words: Readonly<Record<string, string>>, wrong: (word: string) => boolean) =>
    Object.keys(words).filter((key) => wrong(words[key] as string) && !foreign.includes(key));
  expect(unknown(en, (word) => chinese.test(word))).toEqual([]);
  expect(
    unknown(
      zhCn,
      (word) =>
        !chinese.test(word.replaceAll(/\{\{\w+\}\}/g, '')) &&
        /[a-z]{3}/i.test(word.replaceAll(/\{\{\w+\}\}/g, '')),
    ),
  ).toEqual([]);
});

test('both languages fill in the same values', () => {
  const values = (word: string) =>
    [...word.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();
  for (const key of Object.keys(zhCn)) {
    expect({ key, values: values(dictionaries['en']?.[key] ?? '') }).toEqual({
      key,
      values: values(dictionaries['zh-CN']?.[key] ?? ''),
    });
  }
});

test('every word is used', () => {
  const all = sources.map(({ text }) => text).join('\n');
  const prefixes = [...all.matchAll(/`([a-zA-Z]+\.[\w.]*)\$\{/g)].map(
    ([, prefix]) => prefix as string,
  );
  const unused = Object.keys(zhCn).filter(
    (key) => !all.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});

test('no page carries a sentence of its own', () => {
  const findings = pages.flatMap(({ path, text }) => {
    const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const chinese = code.match(/\p{Script=Han}+/gu) ?? [];
    const between = [...code.matchAll(/>\s*([A-Za-z][^<>{}=;()]*?)\s*<\//g)].map(
      ([, words]) => words as string,
    );
    const attributes = [
      ...code.matchAll(
        /\b(?:title|placeholder|label|alt|aria-label|description)="([^"]*[A-Za-z][^"]*)"/g,
      ),
    ];
    const words = [
      ...chinese,
      ...between.filter((found) => !keyNames.test(found)),
      ...attributes.map(([, found]) => found as string),
    ];
    return words.map((word) => `${path}: ${word}`);
  });
  expect(findings).toEqual([]);
});

// Names on keys are the same in every language.
const keyNames = /^(?:[A-Z]|Enter|Esc|Ctrl\+Enter)$/;
