import { expect } from '@jest/globals';
import type { Finding } from '../../../cli/doctor/finding.ts';
import type { ExaminedStage } from './startExaminedStage.ts';

/** What is not well: its state, what it is, what is seen, and what to do. */
export type Case = readonly [state: Finding['state'], what: string, seen: RegExp, remedy: RegExp];

/** All that the doctor finds not well. A token, or what is as long as one, is never in it. */
export const findNotWell = async (
  stage: ExaminedStage,
  now = Date.now(),
): Promise<readonly Finding[]> => {
  const { stdout, stderr } = await stage.crm(['doctor', '--json'], { now });
  expect(stdout + stderr).not.toMatch(/[A-Za-z0-9]{43}/);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return findings.filter(({ state }) => state !== 'ok');
};

/** This is not well, and nothing else. */
export const expectAlone = async (
  stage: ExaminedStage,
  [state, what, seen, remedy]: Case,
  now?: number,
): Promise<void> => {
  expect(await findNotWell(stage, now)).toEqual([
    { state, what, seen: expect.stringMatching(seen), remedy: expect.stringMatching(remedy) },
  ]);
};

/** Changes what a service answers. */
export const changeAnswer = (
  { facts }: ExaminedStage,
  operation: string,
  change: Readonly<Record<string, unknown>>,
): void => {
  const well = facts.answers[operation];
  facts.answers = {
    ...facts.answers,
    [operation]: (asked, engine) => ({ ...well?.(asked, engine), ...change }),
  };
};
