const LINE_ENDS = String.raw`\r\n\u0085\u2028\u2029`;
/** What begins a formula or a command, in plain, full and small width. */
const SIGNS = String.raw`\t=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B`;
/**
 * What may stand before a sign without being seen: blanks, zero widths, controls. The mark counts as such, so that a text
 * that was given one can be told from a text that came with it.
 */
const UNSEEN = String.raw`[['\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[${LINE_ENDS}]]*`;
const FIRST_LINE = new RegExp(`^${UNSEEN}[${SIGNS}${LINE_ENDS}]`, "v");
const LATER_LINES = new RegExp(`(\\r\\n|[${LINE_ENDS}])(?=${UNSEEN}[${SIGNS}])`, "gv");
/** Most texts: one line that begins with a letter, a figure or a bracket. */
const HARMLESS = /^[0-9A-Za-z([{"#][^\r\n\u0085\u2028\u2029]*$/;

/**
 * A text that no spreadsheet takes for a formula: `'` stands before each line that would begin one, and before a text
 * whose first line is empty.
 */
export function defuse(text: string): string {
  if (HARMLESS.test(text)) return text;
  const lines = text.replace(LATER_LINES, "$1'");
  return FIRST_LINE.test(text) ? `'${lines}` : lines;
}
