// What spreadsheets take for the beginning of a formula, also behind blanks and in full width. Guards before it count
// too: a cell that has some by itself gets one more, so that taking one off always gives back what was there.
const startsFormula = /^'*(?:\s*[=+\-@＝＋－＠]|[ \u3000]*[\t\r])/;

/** The cell with a leading `'` if a spreadsheet would run it. */
export const guardFormula = (cell: string): string =>
  startsFormula.test(cell) ? `'${cell}` : cell;

/** Undoes `guardFormula` and nothing else: the quote goes exactly if what follows would have been guarded. */
export const unguardFormula = (cell: string): string =>
  cell.startsWith("'") && startsFormula.test(cell.slice(1)) ? cell.slice(1) : cell;
