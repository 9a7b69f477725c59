import { parseEvent } from '../webhook/parseEvent.ts';
import { splitBody } from '../webhook/splitBody.ts';
import type { LetterAtHand } from './readDeadLetters.ts';
import type { Letter } from './readLetter.ts';
import { type ReceiveDependencies, receiveBody } from './receiveBody.ts';

/** Whether a letter would pass the door now, or what still stands against it. */
export const reasonAgainstReplay = (letter: Letter): string | undefined => {
  if (letter.cut) return 'only its beginning was kept';
  const split = splitBody(toBody(letter));
  if (!split.ok) return split.reason;
  const reasons = split.elements.map(raw => {
    const event = parseEvent(raw, letter.received_at);
    return 'problem' in event ? event.problem : undefined;
  });
  return reasons.length === 0
    ? 'there is nothing in it'
    : reasons.every(reason => reason !== undefined)
      ? reasons[0]
      : undefined;
};

/**
 * Brings a letter back: through the same code as the door, as of when it was first received, and only then is it removed.
 * A crash between the two makes a repeat, which changes nothing. What of it still can't be understood gets a new letter.
 *
 * @returns undefined when it was replayed, else why it was kept
 */
export const replayLetter = async (
  letter: LetterAtHand,
  deps: Omit<ReceiveDependencies, 'now'>,
): Promise<string | undefined> => {
  const reason = reasonAgainstReplay(letter);
  if (reason !== undefined) return reason;
  await receiveBody(toBody(letter), { ...deps, now: () => Date.parse(letter.received_at) });
  await letter.remove();
  return undefined;
};

const toBody = ({ event, text = '' }: Letter): string =>
  event === undefined ? text : `[${event}]`;
