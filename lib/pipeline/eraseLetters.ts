import type { DeadLetterQueue } from './deadLetterQueue.ts';
import { readDeadLetters } from './readDeadLetters.ts';
import type { Letter } from './readLetter.ts';

/** Whether a dead letter is about a contact; of a text that is no JSON, whether the contact's id stands in it. */
export const isAbout = (letter: Letter, contactId: string): boolean =>
  letter.contactId === contactId || (letter.text?.includes(JSON.stringify(contactId)) ?? false);

/** Counts the dead letters about contacts. While others read, some may be hidden. */
export const countLetters = async (
  contactIds: readonly string[],
  queue: DeadLetterQueue,
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map(contactIds.map(id => [id, 0]));
  for await (const letter of readDeadLetters(queue)) {
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
