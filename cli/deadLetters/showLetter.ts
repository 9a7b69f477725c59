import type { Letter } from '../../lib/pipeline/readLetter.ts';
import { reasonAgainstReplay } from '../../lib/pipeline/replayLetter.ts';
import type { Stack } from '../connect/withStack.ts';
import { numberForPeople } from '../show/numbers.ts';
import { plainLine } from '../show/plainText.ts';
import { printJson } from '../show/printJson.ts';
import { timeForPeople } from '../show/times.ts';
import { writePatiently } from '../show/write.ts';
import type { World } from '../world.ts';
import { noSuchLetters } from './noSuchLetters.ts';
import { pickLetters } from './pickLetters.ts';

/** Shows one dead letter: why, where, when, and what came. */
export const showLetter = async (
  id: string,
  json: true | undefined,
  stack: Stack,
  world: World,
): Promise<void> => {
  for await (const [letter] of pickLetters({ ids: [id] }, stack, world)) {
    if (letter === undefined) continue;
    const against = reasonAgainstReplay(letter) ?? null;
    if (json) return printJson(forPrograms(letter, against), world);
    return writePatiently(world.stdout, forPeople(letter, against));
  }
  throw noSuchLetters([id]);
};

const forPrograms = (letter: Letter, against: string | null) => ({
  id: letter.id,
  reason: letter.reason,
  from: letter.from,
  failed_at: letter.failed_at,
  received_at: letter.received_at,
  index: letter.index ?? null,
  contact_id: letter.contactId ?? null,
  replayable: against === null,
  event: letter.event ?? null,
  text: letter.text ?? null,
  cut_from_bytes: letter.cut ? (letter.length ?? null) : null,
});

const forPeople = (letter: Letter, against: string | null): string => {
  const lines = [
    ['reason', letter.reason],
    ['failed in', letter.from],
    ['failed', `${timeForPeople(letter.failed_at)} UTC`],
    ['received', `${timeForPeople(letter.received_at)} UTC`],
    ...(letter.index === undefined ? [] : [['element', `${letter.index} of the body`]]),
    ...(letter.contactId === undefined ? [] : [['contact', letter.contactId]]),
    ['replay', against === null ? 'would pass now' : `would not pass: ${against}`],
    ...(letter.cut ? [['cut', `from ${numberForPeople(letter.length ?? 0)} bytes`]] : []),
  ].map(([name = '', text = '']) => `${name.padEnd(10)}${plainLine(text)}\n`);
  return `${lines.join('')}\n${pretty(letter)}\n`;
};

/** What came, a line each: nothing in it moves the cursor. */
const pretty = ({ event, text = '' }: Letter): string => {
  const whole = event === undefined ? text : indent(event);
  return whole
    .split('\n')
    .map(line => line.replace(/\p{Cc}/gu, ' '))
    .join('\n');
};

/** Numbers may be rounded by this; the letter itself keeps every digit. */
const indent = (event: string): string => {
  try {
    return JSON.stringify(JSON.parse(event), null, 2);
  } catch {
    return event;
  }
};
