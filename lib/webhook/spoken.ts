import type { Json } from './parseJson.ts';
import { own } from './parseJson.ts';
import { textOf } from './text.ts';

/** Where an object of a message keeps what someone wrote. */
const WORDS = ['text', 'caption', 'body', 'conversation', 'content', 'message'] as const;

/** What an object says in words: plain, in an object that holds them, or in pieces. */
export const spoken = (object: Json | undefined): string | undefined => {
  for (const key of WORDS) {
    const words = wordsOf(own(object, key));
    if (words !== undefined) return words;
  }
  return undefined;
};

/** A text as it is, within `{"text": …}` or `{"body": …}`, or in a list of such pieces. */
export const wordsOf = (value: Json | undefined): string | undefined => {
  if (!Array.isArray(value)) return wordsIn(value);
  return textOf(value.map(piece => wordsIn(piece) ?? '').join(''));
};

const wordsIn = (value: Json | undefined): string | undefined =>
  textOf(value) ?? textOf(own(value, 'body')) ?? textOf(own(value, 'text'));
