import { createHash } from 'node:crypto';
import type { LetterAtHand } from './readDeadLetters.ts';
import type { ReceiveDependencies } from './receiveBody.ts';
import { replayLetter } from './replayLetter.ts';

/**
 * Makes a run of replays. A consumer may refuse at once what is replayed, and its new letter is then read by the same run: it
 * is kept, or the two would go on for ever.
 *
 * @param patience how long one letter may take while its queue is tried again: milliseconds
 * @returns replays a letter, see `replayLetter`
 */
export const createReplay = (
  deps: Pick<ReceiveDependencies, 'events' | 'deadLetters' | 'now'>,
  patience: number,
): ((letter: LetterAtHand) => Promise<string | undefined>) => {
  const begun = new Set<string>();
  return async letter => {
    const { event, text, received_at, reason } = letter;
    const content = createHash('sha256')
      .update(JSON.stringify([received_at, event, text]))
      .digest('base64');
    if (begun.has(content)) return `replayed just now, and here again: ${reason}`;
    begun.add(content);
    return replayLetter(letter, { ...deps, deadline: deps.now() + patience });
  };
};
