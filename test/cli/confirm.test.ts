import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { confirm } from '../../cli/read/confirm.ts';
import type { World } from '../../cli/world.ts';

const terminal = () => {
  const stop = new AbortController();
  const stdin = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  return { stop, stdin, world: { stdin, stderr, stop: stop.signal } as unknown as World };
};

describe('a question', () => {
  test.each([
    ['y\n', true],
    ['YES\r\n', true],
    ['\n', false],
    ['no\n', false],
    ['yesterday\n', false],
  ])('answered %j', async (answer, goesOn) => {
    const { stdin, world } = terminal();
    stdin.write(answer);
    expect(await confirm('Sure?', undefined, world)).toBe(goesOn);
    expect(stdin.isPaused()).toBe(true);
  });

  test('whose input ends is answered with no', async () => {
    const { stdin, world } = terminal();
    stdin.end();
    expect(await confirm('Sure?', undefined, world)).toBe(false);
  });

  test('ends when the person has had enough, and lets go of the input, so that the command can end', async () => {
    const { stop, stdin, world } = terminal();
    const answer = confirm('Sure?', undefined, world);
    stop.abort();
    await expect(answer).rejects.toThrow('aborted');
    expect(stdin.isPaused()).toBe(true);
  });
});
