import type { DeadLetterQueue } from './deadLetterQueue.ts';
import { forSqs } from './forSqs.ts';
import { readDeadLetters } from './readDeadLetters.ts';
import type { Letter } from './readLetter.ts';

/**
 * Whether a dead letter is about a contact. Where it can't be told whose it is (no JSON, cut, no `contact.id`), the letter is
 * anybody's whose id stands in it as a word of its own: better one letter too many than a person's data that stays.
 */
export const isAbout = ({ contactId, event, text }: Letter, id: string): boolean => {
  if (contactId !== undefined) return contactId === id;
  const content = event ?? text ?? '';
  // As it is, and as JSON would write it, once and twice.
  const json = JSON.stringify(id).slice(1, -1);
  const spellings = [id, json, forSqs(json), JSON.stringify(json).slice(1, -1)];
  return spellings.some(spelling => standsIn(content, spelling));
};

/** Not in the middle of a longer id or number. */
const standsIn = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? '';
    const after = text[at + word.length] ?? '';
    if (!isWord(before, word.at(0)) && !isWord(after, word.at(-1))) return true;
  }
  return false;
};

/** Whether a character continues the word that this other one ends. */
const isWord = (character: string, end = ''): boolean =>
  /[\p{L}\p{N}]/u.test(character) && /[\p{L}\p{N}]/u.test(end);

/**
 * Counts the dead letters about contacts.
 *
 * @param onHidden is told about how many could not be looked at, because others read
 */
export const countLetters = async (
  contactIds: readonly string[],
  queue: DeadLetterQueue,
  onHidden?: (letters: number) => void,
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map(contactIds.map(id => [id, 0]));
  for await (const letter of readDeadLetters(queue, onHidden)) {
    for (const id of contactIds) if (isAbout(letter, id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
};

/**
 * Deletes the dead letters about contacts.
 *
 * @returns how many went
 */
export const eraseLetters = async (
  contactIds: readonly string[],
  queue: DeadLetterQueue,
): Promise<number> => {
  let erased = 0;
  for await (const letter of readDeadLetters(queue)) {
    if (!contactIds.some(id => isAbout(letter, id))) continue;
    await letter.remove();
    erased += 1;
  }
  return erased;
};
