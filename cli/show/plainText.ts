/** Control characters, line and paragraph separators, and what turns the direction of writing. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Text that people typed, for one line of a terminal or of a table: nothing in it moves the cursor, colours the screen,
 * or breaks the line.
 */
export const plainLine = (text: string): string => text.replace(UNSAFE, ' ').trim();
