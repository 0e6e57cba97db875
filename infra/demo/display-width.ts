const invisible = /\p{Cf}/u;
const combining = /\p{M}/u;
// East Asian Wide and Fullwidth, as far as text in a table needs it, and emoji.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** Terminal columns that a text takes: 2 for a Chinese character, 0 for a combining mark. */
export function displayWidth(text: string): number {
  return [...text].reduce((columns, point) => columns + pointWidth(point), 0);
}

/** Exactly `columns` wide: padded on the right, or cut with an ellipsis. Invisible characters show as `·`. */
export function fitted(text: string, columns: number): string {
  const shown = [...text]
    .map((point) => (invisible.test(point) ? '·' : point.replace(/\s/u, ' ')))
    .join('');
  if (displayWidth(shown) <= columns) return shown + ' '.repeat(columns - displayWidth(shown));
  let head = '';
  for (const point of shown) {
    if (displayWidth(head) + pointWidth(point) > columns - 1) break;
    head += point;
  }
  return `${head}…${' '.repeat(columns - 1 - displayWidth(head))}`;
}

function pointWidth(point: string): number {
  if (combining.test(point) || invisible.test(point)) return 0;
  return wide.test(point) ? 2 : 1;
}
