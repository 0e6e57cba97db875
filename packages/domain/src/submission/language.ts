import type { ReviewLanguage } from '../vocabulary.js';
import type { TextPart } from './submission.js';

/** Letters looked at per submission; enough to tell which script a text is written in. */
const maxLetters = 400;

/**
 * The language people must read to judge a text, told from its script: one Han character weighs like two Latin
 * letters. `other` when neither makes up half of the letters. Cost: O(letters looked at).
 */
export function languageOf(parts: readonly TextPart[]): ReviewLanguage {
  let han = 0;
  let latin = 0;
  let other = 0;
  for (const { text } of parts) {
    for (const letter of text) {
      if (han + latin + other >= maxLetters) break;
      if (/\p{Script=Han}/u.test(letter)) han += 1;
      else if (/\p{Script=Latin}/u.test(letter)) latin += 1;
      else if (/\p{L}/u.test(letter)) other += 1;
    }
  }
  const chinese = han * 2;
  const half = (chinese + latin + other) / 2;
  if (chinese > 0 && chinese >= half) return 'zh';
  return latin >= half ? 'en' : 'other';
}
