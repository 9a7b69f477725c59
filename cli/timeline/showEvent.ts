import { CORRECTION } from '../../lib/crm/correction.ts';
import { toTimelineEvent } from '../../lib/pipeline/query/timelineEvent.ts';
import type { Letter } from '../../lib/pipeline/readLetter.ts';
import { traceEvent, type WrittenEvent } from '../../lib/pipeline/traceEvent.ts';
import { stampTime } from '../../lib/webhook/stamp.ts';
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
  if ('written' in found) {
    const { written } = found;
    return json
      ? printJson(writtenForPrograms(written), world)
      : printLines(linesOf(written), world);
  }
  if ('letter' in found) {
    const { letter } = found;
    return json
      ? printJson(letterForPrograms(letter), world)
      : printLines(letterLines(letter), world);
  }
  throw new Problem(
    found.erasedAt === undefined
      ? 'that event is neither in the timeline of the contact nor in the dead letters: it may be on its way, have expired, or a rule ignores it'
      : `that contact was erased on ${timeForPeople(found.erasedAt)} UTC: of events up to then nothing is left`,
  );
};

type Line = readonly [name: string, text: string];

const printLines = (lines: readonly Line[], { stdout }: World): Promise<void> => {
  const width = Math.max(...lines.map(([name]) => name.length));
  return writePatiently(
    stdout,
    lines.map(([name, text]) => `${name.padEnd(width)}  ${plainLine(text)}\n`).join(''),
  );
};

const linesOf = ({
  stamp,
  eventRow,
  webhook,
  registers,
  lookups,
}: WrittenEvent): readonly Line[] => [
  ['happened', `${timeForPeople(stampTime(stamp))} UTC`],
  ...(eventRow === undefined
    ? [['row', 'none: its line of the timeline has expired, or none is kept'] as const]
    : [
        ['received', `${timeForPeople(String(eventRow.received_at))} UTC`] as const,
        ['what', eventText(toTimelineEvent(eventRow))] as const,
        ['row', eventRow.webhook_title] as const,
      ]),
  ...(eventRow?.kind === CORRECTION
    ? []
    : [['webhook', webhook ?? 'a newer event of this title is shown'] as const]),
  [
    'contact',
    registers.length === 0
      ? 'newer events set all that it says'
      : `still set by it: ${registers.join(', ')}`,
  ],
  ...(lookups.length === 0 ? [] : [['found by', lookups.join(', ')] as const]),
];

const letterLines = (letter: Letter): readonly Line[] => [
  ['received', `${timeForPeople(letter.received_at)} UTC`],
  ['failed', `${timeForPeople(letter.failed_at)} UTC, in ${letter.from}`],
  ['reason', letter.reason],
  ['letter', `${letter.id} (crm dead-letters show has all of it)`],
];

const writtenForPrograms = ({ stamp, eventRow, webhook, registers, lookups }: WrittenEvent) => ({
  state: 'written',
  at: stampTime(stamp),
  received_at: eventRow === undefined ? null : String(eventRow.received_at),
  row: eventRow?.webhook_title ?? null,
  webhook: webhook ?? null,
  registers,
  lookups,
});

const letterForPrograms = ({ id, reason, from, failed_at, received_at }: Letter) => ({
  state: 'dead letter',
  received_at,
  failed_at,
  from,
  reason,
  letter: id,
});
