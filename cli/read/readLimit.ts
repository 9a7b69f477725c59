import { UsageProblem } from '../problem.ts';

/** Reads `--limit`: a whole number over 0, or `all`. @throws UsageProblem */
export const readLimit = (text: string): number => {
  if (text === 'all') return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageProblem('--limit must be a whole number over 0, or all');
};
