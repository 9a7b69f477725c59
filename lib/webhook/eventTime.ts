import type { Json } from './parseJson.ts';

/** A bot's clock may run ahead of ours by this much. */
const AHEAD_MS = 5 * 60_000;

/**
 * When an event happened. SendPulse documents milliseconds and shows seconds: told apart by size. An event from the
 * future must not win for ever, so what is more than 5 minutes ahead, absent or absurd becomes the time it was received.
 *
 * @param date the event's `date`: a number or numeric text
 * @param receivedAt epoch milliseconds
 * @returns epoch milliseconds
 */
export const eventTime = (date: Json | undefined, receivedAt: number): number => {
  const at = toMilliseconds(date);
  return at === undefined || at > receivedAt + AHEAD_MS ? receivedAt : at;
};

const toMilliseconds = (date: Json | undefined): number | undefined => {
  const text = typeof date === 'number' || typeof date === 'string' ? String(date).trim() : '';
  if (!/^\d+(?:\.\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  if (number >= 1e9 && number < 1e11) return Math.floor(number * 1000); // 10 or 11 digits: seconds since 2001
  if (number >= 1e12 && number < 1e14) return Math.floor(number); // 13 or 14 digits: milliseconds since 2001
  return undefined;
};
