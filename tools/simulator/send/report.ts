import type { Answer } from './answer.ts';
import type { Choice } from './options.ts';
import type { Tally } from './tally.ts';

export interface Run {
  readonly tally: Tally;
  readonly choice: Choice;
  /** Without its secret. */
  readonly target: string;
  readonly elapsedMs: number;
  /** Someone pressed Ctrl-C. */
  readonly interrupted: boolean;
}

/** The summary for a person. */
export const reportForPeople = (run: Run): string => {
  const { tally, target, elapsedMs } = run;
  const lines = [
    `Sent ${counted(tally.events, 'event')} in ${counted(tally.requests, 'request')} to ${target}`,
    line('accepted', grouped(tally.accepted)),
    line('rejected', ...reasons(tally.rejected)),
    ...(tally.refused.size > 0 ? [line('refused', ...reasons(tally.refused))] : []),
    ...(run.choice.what === 'traffic'
      ? [
          line('repeats', grouped(tally.repeats), 'sent before, word for word'),
          line('late', grouped(tally.late), 'older than one sent before'),
        ]
      : []),
    line('elapsed', `${(elapsedMs / 1000).toFixed(1)} s`, `${rateOf(run)} events a second`),
  ];
  return `${lines.join('\n')}\n${ending(run)}`;
};

/** The summary for a program: one JSON object on one line. */
export const reportForPrograms = (run: Run): string => {
  const { tally, target, elapsedMs, interrupted, choice } = run;
  return `${JSON.stringify({
    target,
    ...choice,
    ...(choice.what === 'traffic' ? { start: new Date(choice.start).toISOString() } : {}),
    requests: tally.requests,
    events: tally.events,
    accepted: tally.accepted,
    rejected: Object.fromEntries(tally.rejected),
    refused: Object.fromEntries(tally.refused),
    repeats: tally.repeats,
    late: tally.late,
    elapsed_ms: Math.round(elapsedMs),
    events_per_second: rateOf(run),
    unreachable: tally.unreachable ?? null,
    interrupted,
  })}\n`;
};

/** `1234567` as `1,234,567`. */
export const grouped = (number: number): string => number.toLocaleString('en-US');

const counted = (number: number, thing: string): string =>
  `${grouped(number)} ${thing}${number === 1 ? '' : 's'}`;

const line = (label: string, value: string, remark = ''): string =>
  `  ${label.padEnd(9)}${value.padStart(9)}${remark && `   ${remark}`}`;

const reasons = (counts: ReadonlyMap<string, number>): [string, string] => [
  grouped([...counts.values()].reduce((sum, each) => sum + each, 0)),
  [...counts].map(([reason, each]) => `${reason} (${grouped(each)})`).join('; '),
];

const rateOf = ({ tally, elapsedMs }: Run): number => {
  const rate = (tally.events * 1000) / Math.max(elapsedMs, 1);
  return rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate);
};

/** Why it ended early, if it did, and how to go on. */
const ending = ({ tally, interrupted, choice }: Run): string => {
  const why = whyEarly(tally, interrupted);
  if (why === undefined) return '';
  const same =
    choice.what === 'traffic'
      ? ` (--count ${choice.count} --seed ${choice.seed} --start ${new Date(choice.start).toISOString()})`
      : '';
  return `${why} To go on, send the same again${same}: what has arrived already stays as it is.\n`;
};

const whyEarly = (tally: Tally, interrupted: boolean): string | undefined => {
  if (interrupted) return 'Stopped.';
  if (tally.unreachable !== undefined) return `Gave up: ${tally.unreachable}, time and again.`;
  return tally.leftOff ? 'Left off there: no other request would have fared better.' : undefined;
};

/** What became of one sample. */
export const lineOfSample = (name: string, answer: Answer): string => {
  switch (answer.outcome) {
    case 'taken': {
      const [rejected] = answer.rejected;
      return rejected ? `  rejected  ${name}: ${rejected.reason}\n` : `  accepted  ${name}\n`;
    }
    case 'stopped':
      return `  not sent  ${name}\n`;
    default:
      return `  refused   ${name}: ${answer.reason}\n`;
  }
};
