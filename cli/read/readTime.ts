import { UsageProblem } from '../problem.ts';

const DAY_MS = 86_400_000;
const SPANS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

const ISO =
  /^(?<day>\d{4}-\d\d-\d\d)(?:[T ](?<time>\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads a time that a person names: `2026-03-01` (for `--until` the whole day counts), `2026-03-01 12:30` (the
 * whole minute; UTC where it names no zone), `today`, `yesterday`, or how long ago: `30m`, `12h`, `7d`, `2w`.
 *
 * @param now epoch milliseconds
 * @returns ISO 8601 UTC with milliseconds
 * @throws UsageProblem
 */
export const readTime = (text: string, option: 'since' | 'until', now: number): string => {
  const time = timeOf(text.trim(), option, now);
  if (time === undefined) {
    throw new UsageProblem(
      `--${option} does not understand that time: write 2026-03-01, "2026-03-01 12:30", today, or 7d for seven days ago`,
    );
  }
  return time;
};

const timeOf = (text: string, option: 'since' | 'until', now: number): string | undefined => {
  const [, count, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return iso(now - Number(count) * (SPANS[unit] ?? 0));
  const { day, time, zone } = ISO.exec(dayNamed(text, now))?.groups ?? {};
  if (day === undefined || iso(Date.parse(day))?.slice(0, 10) !== day) return undefined;
  if (time === undefined) return `${day}T${option === 'since' ? '00:00:00.000' : '23:59:59.999'}Z`;
  // As little of it as was named is meant whole.
  const rest = (option === 'since' ? '00:00:00.000' : '23:59:59.999').slice(time.length);
  return iso(Date.parse(`${day}T${time.includes('.') ? time : time + rest}${zone ?? 'Z'}`));
};

const dayNamed = (text: string, now: number): string => {
  const ago = ['today', 'yesterday'].indexOf(text.toLowerCase());
  return ago < 0 ? text : new Date(now - ago * DAY_MS).toISOString().slice(0, 10);
};

/** Undefined where there is no such moment. */
const iso = (milliseconds: number): string | undefined => {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};
