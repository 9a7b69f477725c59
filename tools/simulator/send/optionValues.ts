import { InvalidArgumentError } from 'commander';

/** A whole number within limits, digits only. */
export const wholeNumber = (least: number, most: number) => (text: string) => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
};

export const positive = (text: string) => {
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('It must be a number over 0.');
};

/** Epoch milliseconds. */
export const date = (text: string) => {
  const at = Date.parse(text);
  if (Number.isFinite(at)) return at;
  throw new InvalidArgumentError('It must be a date, like 2026-01-05 or 2026-01-05T08:00:00Z.');
};
