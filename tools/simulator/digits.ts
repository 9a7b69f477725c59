/**
 * A JSON number by its digits, for those that a JavaScript number cannot hold: Instagram's ids lie over 2^53.
 * `JSON.stringify` writes the digits as they are.
 *
 * @throws SyntaxError when `text` is no JSON number, or another primitive in JSON
 */
export const digits = (text: string): unknown =>
  (JSON as JSON & { rawJSON: (text: string) => unknown }).rawJSON(text);
