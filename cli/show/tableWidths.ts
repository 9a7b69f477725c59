const GAP = 2;
/** Narrower than this, a name or an address says nothing any more. */
const NARROWEST = 12;
/** An id of this length, that of a UUID, is never cut; a longer one is where room is short. */
const WHOLE_UP_TO = 36;
/** Emoji and the scripts of East Asia take two cells of a terminal. */
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/gu;

export interface Measured {
  /** It is not made narrower than an id of 36: one that was cut can't be copied. */
  readonly whole?: boolean;
  /** What is shown last when there is no room. */
  readonly cells: readonly string[];
}

/**
 * How wide each column is, its gap included, so that all fit; the widest give way first. A column that still finds no
 * room beside those before it is left out, which is a width of 0; the first never is.
 *
 * @param room the terminal's width
 */
export const tableWidths = (columns: readonly Measured[], room: number): readonly number[] => {
  const wanted = columns.map(widthOf);
  const least = columns.map(leastWidth);
  let left = room;
  const widths = wanted.map((width, index) => {
    const needed = least[index] ?? 0;
    if (index > 0 && needed > left) return 0;
    left -= needed;
    return width;
  });
  while (sum(widths) > room) {
    const slack = widths.map((width, index) => width - (least[index] ?? 0));
    const most = Math.max(...widths.filter((_, index) => (slack[index] ?? 0) > 0));
    const index = widths.findIndex((width, each) => width === most && (slack[each] ?? 0) > 0);
    if (index < 0) break;
    widths[index] = most - 1;
  }
  return widths;
};

/** Below this a column is not made, its gap included. */
export const leastWidth = (column: Measured): number =>
  Math.min(widthOf(column), (column.whole ? WHOLE_UP_TO : NARROWEST) + GAP);

const widthOf = ({ cells }: Measured): number => Math.max(1, ...cells.map(lengthOf)) + GAP;

const lengthOf = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0);

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, each) => total + each, 0);
