const GAP = 2;
const NARROWEST = 8;
/** Emoji and the scripts of East Asia take two cells of a terminal. */
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/gu;

export interface Measured {
  /** It is never made narrower: an id that was cut can't be copied. */
  readonly whole?: boolean;
  /** What is shown last when there is no room. */
  readonly cells: readonly string[];
}

/**
 * How wide each column is, its gap included, so that all fit; the widest give way first, and where nothing helps the
 * last columns are left out.
 *
 * @param room the terminal's width
 */
export const tableWidths = (columns: readonly Measured[], room: number): readonly number[] => {
  const widths = columns.map(({ cells }) => Math.max(1, ...cells.map(widthOf)) + GAP);
  const least = columns.map(({ whole }, index) =>
    whole ? (widths[index] ?? 0) : Math.min(widths[index] ?? 0, NARROWEST + GAP),
  );
  while (sum(least.slice(0, widths.length)) > room && widths.length > 1) widths.pop();
  while (sum(widths) > room) {
    const slack = widths.map((width, index) => width - (least[index] ?? 0));
    const most = Math.max(...widths.filter((_, index) => (slack[index] ?? 0) > 0));
    const index = widths.findIndex((width, each) => width === most && (slack[each] ?? 0) > 0);
    if (index < 0) break;
    widths[index] = most - 1;
  }
  return widths;
};

const widthOf = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0);

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, each) => total + each, 0);
