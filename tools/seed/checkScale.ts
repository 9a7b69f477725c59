import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inventEvents, RARE_TAG, type SeedPlan } from './inventEvents.ts';
import { type Measured, type MeasuredPlace, measureCrm } from './measureCrm.ts';

/** What the command may take: MB. */
const MOST_MEMORY = 200;
/** What the index charges for a key of some 140 bytes: half a unit for 4 KB, as it is eventually consistent. */
const KEY_UNITS = 0.5 / Math.floor(4096 / 140);

export interface Finding {
  readonly ok: boolean;
  readonly what: string;
}

interface Reads {
  readonly kind: string;
  readonly rows: number;
  readonly units: number;
}

/**
 * Asks a seeded table and compares what each question took with what it may take.
 *
 * @param folder where exports are written
 */
export const checkScale = async (
  plan: SeedPlan,
  place: MeasuredPlace,
  folder: string,
): Promise<readonly Finding[]> => {
  const ask = (...words: readonly string[]): Promise<Measured> => measureCrm(words, place);
  return [
    ...(await checkTag(plan, ask)),
    ...(await checkTimeline(plan, ask)),
    ...(await checkExport(plan, ask, folder)),
  ];
};

type Ask = (...words: readonly string[]) => Promise<Measured>;

const checkTag = async ({ rare }: SeedPlan, ask: Ask): Promise<readonly Finding[]> => {
  const answer = await ask('contacts', '--tag', RARE_TAG, '--limit', 'all', '--json', '--explain');
  if (answer.status !== 0) return [{ ok: false, what: `contacts --tag: ${answer.stderr.trim()}` }];
  const { contacts, explain } = JSON.parse(answer.stdout);
  const reads: readonly Reads[] = explain.reads;
  const rows = (kind: string): number =>
    reads.filter(read => read.kind === kind).reduce((sum, read) => sum + read.rows, 0);
  const most = rare * 0.5 + Math.ceil(rare * KEY_UNITS * 2) / 2 + 0.5;
  return [
    finding(contacts.length === rare, `contacts --tag finds ${contacts.length} of ${rare}`),
    finding(
      rows('index') === rare && rows('rows') === rare && reads.length === 2,
      `it reads ${rows('index')} lookups and ${rows('rows')} contacts, and nothing else`,
    ),
    finding(explain.units <= most, `it takes ${explain.units} read units, at most ${most}`),
    memory('contacts --tag', answer),
  ];
};

const checkTimeline = async (plan: SeedPlan, ask: Ask): Promise<readonly Finding[]> => {
  const [event] = inventEvents(plan.contacts - 1, plan) as { contact: { id: string } }[];
  const words = ['timeline', event?.contact.id ?? '', '--limit', 'all', '--json', '--explain'];
  const { events, explain } = JSON.parse((await ask(...words)).stdout);
  return [
    finding(
      events.length === plan.events,
      `timeline shows ${events.length} of ${plan.events} events`,
    ),
    finding(
      explain.rows === plan.events + 1,
      `it reads ${explain.rows} rows, its contact included`,
    ),
  ];
};

const checkExport = async (
  { contacts }: SeedPlan,
  ask: Ask,
  folder: string,
): Promise<readonly Finding[]> => {
  const found: Finding[] = [];
  for (const format of ['csv', 'jsonl', 'xlsx']) {
    const file = join(folder, `all.${format}`);
    const answer = await ask('export', '-o', file);
    const seconds = Math.round(answer.elapsed / 1000);
    const what = `export to ${format} ends with ${answer.status} after ${seconds} s`;
    found.push(finding(answer.status === 0, what), memory(`export to ${format}`, answer));
    if (format === 'xlsx') continue;
    const lines =
      (await readFile(file, 'utf8')).trimEnd().split('\n').length - Number(format === 'csv');
    found.push(
      finding(lines === contacts, `export to ${format} has ${lines} contacts of ${contacts}`),
    );
  }
  return found;
};

const memory = (what: string, { peak }: Measured): Finding =>
  finding(
    peak <= MOST_MEMORY,
    `${what} takes ${Math.round(peak)} MB of memory, at most ${MOST_MEMORY}`,
  );

const finding = (ok: boolean, what: string): Finding => ({ ok, what });
