import { isObject, type Json, type JsonObject } from './parseJson.ts';
import { spoken } from './spoken.ts';

/** What stands under such keys was said by someone else or before, or is no message at all. */
const ASIDE =
  /reply|context|quote|forward|fwd|copy_history|meta|pinned|from|sender|recipient|chat|contact|user|author|referral|error|keyboard|button|old_/i;

/** A message is small: what lies deeper, or behind more than this, is no text of its own. */
const MOST_LEVELS = 3;
const MOST_OBJECTS = 100;

/** The last resort for a channel that nobody has described: the words nearest to the surface, wherever they are kept. */
export const spokenWithin = (message: Json): string | undefined => {
  let level = isObject(message) ? insideOf(message) : [];
  for (let depth = 1; depth <= MOST_LEVELS; depth += 1) {
    const words = level.map(spoken).find(text => text !== undefined);
    if (words !== undefined) return words;
    level = level.flatMap(insideOf).slice(0, MOST_OBJECTS);
  }
  return undefined;
};

const insideOf = (object: JsonObject): readonly JsonObject[] =>
  Object.entries(object)
    .filter(([key]) => !ASIDE.test(key))
    .flatMap(([, value]) => (Array.isArray(value) ? value.slice(0, MOST_OBJECTS) : [value]))
    .filter(value => isObject(value))
    .slice(0, MOST_OBJECTS);
