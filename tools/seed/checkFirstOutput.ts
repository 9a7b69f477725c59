import type { Finding } from './checkScale.ts';
import { RARE_TAG } from './inventEvents.ts';
import { type MeasuredPlace, measureCrm } from './measureCrm.ts';

/** Until something is printed: milliseconds. */
const MOST = 1500;
/** The best of so many counts: what else the machine does is no matter of the command. */
const RUNS = 3;

/** How long a person waits for the first line of a list. */
export const checkFirstOutput = async (place: MeasuredPlace): Promise<readonly Finding[]> => {
  const found: Finding[] = [];
  for (const words of [['contacts', '--tag', RARE_TAG], ['contacts']]) {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1)
      times.push((await measureCrm(words, place)).firstOutput);
    const first = Math.round(Math.min(...times));
    const what = `${words.join(' ')} prints something after ${first} ms, at most ${MOST}`;
    found.push({ ok: first <= MOST, what });
  }
  return found;
};
