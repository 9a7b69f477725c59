import type { Row } from '../../lib/crm/row.ts';
import { toTimelineEvent } from '../../lib/pipeline/query/timelineEvent.ts';
import type { Letter } from '../../lib/pipeline/readLetter.ts';
import { type EventTrace, traceEvent } from '../../lib/pipeline/traceEvent.ts';
import type { Stack } from '../connect/withStack.ts';
import { Problem } from '../problem.ts';
import { plainLine } from '../show/plainText.ts';
import { printJson } from '../show/printJson.ts';
import { timeForPeople } from '../show/times.ts';
import { writePatiently } from '../show/write.ts';
import type { World } from '../world.ts';
import { eventText } from './eventText.ts';

/** Shows where one event is: received when, written as which rows, or dead-lettered and why. */
export const showEvent = async (
  {
    contactId,
    eventId,
    json,
  }: { readonly contactId: string; readonly eventId: string; readonly json?: true | undefined },
  stack: Stack,
  world: World,
): Promise<void> => {
  const found = await traceEvent(contactId, eventId, stack);
  if (found === undefined) {
    throw new Problem(
      'that event is neither in the timeline of the contact nor in the dead letters: it may be on its way, have expired, or the contact was erased',
    );
  }
  if (json)
    return printJson('eventRow' in found ? forPrograms(found) : letterForPrograms(found), world);
  const lines = 'eventRow' in found ? linesOf(found) : letterLines(found);
  const width = Math.max(...lines.map(([name]) => name.length));
  await writePatiently(
    world.stdout,
    lines.map(([name, text]) => `${name.padEnd(width)}  ${plainLine(text)}\n`).join(''),
  );
};

type Line = readonly [name: string, text: string];

const linesOf = ({ eventRow, webhook, registers }: EventTrace): readonly Line[] => [
  ['happened', `${timeForPeople(toTimelineEvent(eventRow).at)} UTC`],
  ['received', `${timeForPeople(textOf(eventRow, 'received_at'))} UTC`],
  ['what', eventText(toTimelineEvent(eventRow))],
  ['row', eventRow.webhook_title],
  ['webhook', webhook ?? 'a newer event of this title is shown'],
  [
    'contact',
    registers.length === 0
      ? 'newer events set all that it says'
      : `still set by it: ${registers.join(', ')}`,
  ],
];

const letterLines = (letter: Letter): readonly Line[] => [
  ['received', `${timeForPeople(letter.received_at)} UTC`],
  ['failed', `${timeForPeople(letter.failed_at)} UTC, in ${letter.from}`],
  ['reason', letter.reason],
  ['letter', `${letter.id} (crm dead-letters show has all of it)`],
];

const forPrograms = ({ eventRow, webhook, registers }: EventTrace) => ({
  state: 'written',
  received_at: textOf(eventRow, 'received_at'),
  row: eventRow.webhook_title,
  webhook: webhook ?? null,
  registers,
});

const letterForPrograms = ({ id, reason, from, failed_at, received_at }: Letter) => ({
  state: 'dead letter',
  received_at,
  failed_at,
  from,
  reason,
  letter: id,
});

const textOf = (row: Row, name: string): string => String(row[name] ?? '');
