import { secondsText } from './seconds-text.js';

test.each([
  [1234, 'en', '1.2 sec'],
  [61_400, 'en', '61 sec'],
  [12_300, 'zh-CN', '12秒'],
])('%d ms in %s are %s', (ms, language, text) => {
  expect(secondsText(ms, language)).toBe(text);
});
