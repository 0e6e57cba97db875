import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '../shell/stored.js';
import { en } from './en/dictionary.js';
import { zhCn } from './zh-cn/dictionary.js';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console';
    keySeparator: false;
    nsSeparator: false;
    resources: { console: typeof zhCn };
  }
}

/** Loads both dictionaries; they are small enough to switch without a request. */
export function startWords(): void {
  void i18next.use(initReactI18next).init({
    resources: { 'zh-CN': { console: zhCn }, en: { console: en } },
    defaultNS: 'console',
    lng: readStored<Language>('language', 'zh-CN'),
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
}

export function chooseLanguage(language: Language): void {
  writeStored('language', language);
  void i18next.changeLanguage(language);
}

/** Follows the language of a person's account until they choose one on this machine. */
export function suggestLanguage(language: Language): void {
  if (readStored<Language | undefined>('language', undefined) === undefined)
    void i18next.changeLanguage(language);
}
