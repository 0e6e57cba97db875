import { languageOf } from './language.js';

const cases: [string, string, string][] = [
  ['Chinese', '加我微信，领取优惠', 'zh'],
  ['English', 'Add me for a discount', 'en'],
  ['Chinese with a Latin name in it', '关注公众号 Assay 领取优惠券', 'zh'],
  ['English with a Chinese word', 'The word 微信 means a messenger that many people use', 'en'],
  ['Russian', 'Скидка только сегодня', 'other'],
  ['no letters', '138 0000 0000', 'en'],
];
test.each(cases)('%s', (_, text, expected) => {
  expect(languageOf([{ type: 'text', text }])).toBe(expected);
});
