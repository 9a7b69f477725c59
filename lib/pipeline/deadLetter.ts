import { forSqs } from './forSqs.ts';

/** A dead letter holds at most so many bytes of what came. */
const KEPT_BYTES = 256 * 1024;

/** What could not be understood, where and why. */
export interface DeadLetter {
  readonly reason: string;
  readonly from: 'receive' | 'consume';
  /** ISO 8601. */
  readonly failed_at: string;
  readonly received_at?: string;
  /** The element's place in the body that was posted. */
  readonly index?: number;
}

/** Writes a letter that holds an element's JSON as it came: it can be replayed. */
export const writeEventLetter = (letter: DeadLetter, raw: string): string =>
  Buffer.byteLength(raw) > KEPT_BYTES && letter.from === 'receive'
    ? writeTextLetter(letter, raw)
    : forSqs(`${JSON.stringify(letter).slice(0, -1)},"event":${raw}}`);

/** Writes a letter that holds text which is no JSON, or too much of it: cut, with the full length in bytes. */
export const writeTextLetter = (letter: DeadLetter, text: string): string => {
  const kept = cutText(text);
  return forSqs(
    JSON.stringify({
      ...letter,
      text: kept,
      ...(kept.length < text.length && { cut: true, length: Buffer.byteLength(text) }),
    }),
  );
};

/** As much of a text as fits when it is written as JSON. */
const cutText = (text: string): string => {
  let kept = text.slice(0, KEPT_BYTES);
  for (let bytes = written(kept); bytes > KEPT_BYTES; bytes = written(kept)) {
    kept = kept.slice(0, Math.floor((kept.length * KEPT_BYTES) / bytes) - 1);
  }
  return kept.toWellFormed();
};

const written = (text: string): number => Buffer.byteLength(forSqs(JSON.stringify(text)));
