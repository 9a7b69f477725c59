import type { Clock } from '../clock.ts';
import { deliver } from './send/deliver.ts';
import { type Options, readOptions } from './send/options.ts';
import { type Parcel, parcelsOf } from './send/parcels.ts';
import { createProgress, type Terminal } from './send/progress.ts';
import { lineOfSample, reportForPeople, reportForPrograms } from './send/report.ts';
import { sendAll } from './send/sendAll.ts';
import { count, createTally, isAllAccepted } from './send/tally.ts';
import { findTarget, withoutSecret } from './send/target.ts';
import { upTo } from './send/upTo.ts';

/** What the command needs of the world around it. */
export interface World {
  /** The words after the command. */
  readonly words: readonly string[];
  /** The project's folder. */
  readonly root: string;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** Fires when the person has had enough. */
  readonly stop: AbortSignal;
  readonly clock: Clock;
}

/** Requests under way at a time. */
const PARALLEL = 8;

/** Milliseconds: the bridge dates an event on arrival when it claims to come from further ahead than this. */
const FUTURE = 5 * 60_000;

/** `npm run send`. Resolves to the exit status: 0 all accepted, 1 something was not, 2 wrong options, 130 stopped. */
export const run = async (world: World): Promise<number> => {
  const options = readOptions(world.words);
  if ('status' in options) {
    (options.status === 0 ? world.stdout : world.stderr).write(options.text);
    return options.status;
  }
  const target = findTarget(options.url, world.root);
  if ('problem' in target) return fail(world, target.problem);
  const parcels = await parcelsOf(options.choice, world.clock.now());
  if ('problem' in parcels) return fail(world, parcels.problem);
  return send(world, options, target.url, parcels);
};

const send = async (
  world: World,
  { choice, rate, json }: Options,
  url: URL,
  parcels: Iterable<Parcel>,
): Promise<number> => {
  const { stdout, stderr, stop, clock } = world;
  const tally = createTally();
  const progress = createProgress(stderr, choice.what === 'traffic' ? choice.count : undefined);
  const start = performance.now();
  let beyond: number | undefined;
  const due = upTo(
    parcels,
    () => clock.now() + FUTURE,
    at => {
      beyond = at;
    },
  );
  await sendAll(due, {
    // Samples are told of one by one, so they go one by one.
    parallel: choice.what === 'traffic' ? PARALLEL : 1,
    stop,
    clock,
    ...(rate === undefined ? {} : { rate }),
    send: ({ body }, halt) => {
      const onWait = (reason: string) => progress.remark(`${reason}, trying again`);
      return deliver(body, { url, stop: halt, clock, onWait });
    },
    onAnswer: (parcel, answer) => {
      count(tally, parcel, answer);
      progress.events(parcel.events);
      if (parcel.name !== undefined && !json) stdout.write(lineOfSample(parcel.name, answer));
    },
  });
  progress.end();
  const elapsedMs = performance.now() - start;
  const interrupted = stop.aborted;
  const report = { tally, choice, target: withoutSecret(url), interrupted, elapsedMs };
  stdout.write(json ? reportForPrograms(report) : reportForPeople(report));
  if (interrupted) return 130;
  if (beyond !== undefined) {
    const at = new Date(beyond).toISOString();
    return fail(
      world,
      `the next event would be dated ${at}, in the future: name an earlier --start`,
    );
  }
  return isAllAccepted(tally) ? 0 : 1;
};

const fail = ({ stderr }: World, problem: string): 1 => {
  stderr.write(`error: ${problem}\n`);
  return 1;
};
