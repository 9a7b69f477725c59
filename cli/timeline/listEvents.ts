import type { TimelineEvent } from '../../lib/pipeline/query/timelineEvent.ts';
import type { CostMeter } from '../connect/costMeter.ts';
import type { AnswerOptions } from '../read/answerOptions.ts';
import { coloursFor } from '../show/colours.ts';
import { costReport, printCosts } from '../show/costReport.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import { plainLine } from '../show/plainText.ts';
import { printJson } from '../show/printJson.ts';
import { type Column, createTable } from '../show/table.ts';
import { timeForPeople } from '../show/times.ts';
import { writePatiently } from '../show/write.ts';
import type { World } from '../world.ts';
import { eventText } from './eventText.ts';

export interface ListEventsOptions extends AnswerOptions {
  readonly limit: number;
  readonly raw?: true;
}

const COLUMNS: readonly Column<TimelineEvent>[] = [
  { title: 'WHEN (UTC)', cell: ({ at }) => timeForPeople(at), whole: true },
  { title: 'WHO', cell: ({ by, kind }) => by ?? (kind === 'flow' ? 'webhook' : 'event') },
  { title: 'WHAT', cell: eventText },
];

/** For `--event`. On a narrow terminal what was said needs the room. */
const ID: Column<TimelineEvent> = { title: 'EVENT', cell: ({ event_id }) => event_id, whole: true };
const WIDE = 120;

/** Lists events as they are read. */
export const listEvents = async (
  pages: AsyncIterable<readonly TimelineEvent[]>,
  { limit, raw, json, explain }: ListEventsOptions,
  costs: CostMeter,
  world: World,
): Promise<void> => {
  const isNarrow = world.stdout.isTTY && (world.stdout.columns ?? WIDE) < WIDE;
  const table = createTable(isNarrow ? COLUMNS : [...COLUMNS, ID], world);
  const kept: TimelineEvent[] = [];
  let count = 0;
  let more = false;
  for await (const found of pages) {
    const page = found.slice(0, limit - count);
    count += page.length;
    if (json) kept.push(...page);
    else if (raw) await printRaw(page, world);
    else await table.rows(page);
    more = page.length < found.length;
    if (more) break;
  }
  if (json) {
    const events = kept.map(({ raw: received, ...event }) => ({
      ...event,
      ...(raw && { raw: received }),
    }));
    return printJson({ events, more, ...(explain && { explain: costReport(costs) }) }, world);
  }
  note(
    more
      ? `${counted(count, 'event')}, and there are older ones: --limit all lists them`
      : counted(count, 'event'),
    world,
  );
  if (explain) printCosts(costs, world);
};

const printRaw = async (events: readonly TimelineEvent[], world: World): Promise<void> => {
  const { dim } = coloursFor(world.stdout, world);
  // A pipe gets the events alone, one a line: JSON that came over several lines is brought onto one.
  const line = ({ at, raw }: TimelineEvent): string =>
    `${world.stdout.isTTY ? `${dim(timeForPeople(at))}  ` : ''}${plainLine(raw ?? '')}\n`;
  await writePatiently(world.stdout, events.map(line).join(''));
};
