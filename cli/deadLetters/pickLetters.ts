import { type LetterAtHand, readDeadLetters } from '../../lib/pipeline/readDeadLetters.ts';
import type { Stack } from '../connect/withStack.ts';
import type { World } from '../world.ts';

export interface LetterFilter {
  readonly reason?: string;
  readonly ids?: readonly string[];
}

/** The dead letters that are meant, as they are read; `read` is told how many were looked at. */
export const pickLetters = async function* pickLetters(
  { reason, ids }: LetterFilter,
  { letters }: Stack,
  { stop }: World,
  read: (count: number) => void = () => {},
): AsyncGenerator<LetterAtHand, void> {
  let count = 0;
  for await (const letter of readDeadLetters(letters)) {
    stop.throwIfAborted();
    count += 1;
    read(count);
    if (reason !== undefined && letter.reason !== reason) continue;
    if (ids !== undefined && ids.length > 0 && !ids.includes(letter.id)) continue;
    yield letter;
  }
};
