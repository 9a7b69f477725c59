import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Case, expectAlone, findNotWell } from './support/expectFindings.ts';
import {
  type DoorAnswer,
  type ExaminedStage,
  startExaminedStage,
} from './support/startExaminedStage.ts';

const OTHER = 'b'.repeat(43);

let stage: ExaminedStage;
beforeAll(async () => {
  stage = await startExaminedStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.heal());

describe('of the stack', () => {
  test.each<[string, Case]>([
    ['UPDATE_IN_PROGRESS', ['warning', 'stack', /IN_PROGRESS/, /wait/]],
    ['UPDATE_ROLLBACK_COMPLETE', ['warning', 'stack', /the last deploy failed/, /events/]],
    ['ROLLBACK_COMPLETE', ['failure', 'stack', /ROLLBACK_COMPLETE/, /deploy again/]],
    ['DELETE_FAILED', ['failure', 'stack', /DELETE_FAILED/, /events/]],
  ])('it sees %s', async (status, found) => {
    stage.facts.stackStatus = status;
    await expectAlone(stage, found);
  });
});

describe('of the secret and the door', () => {
  const put = (secret: unknown): void => {
    stage.secret.value = JSON.stringify(secret);
  };
  const previous = { current: '', previous: OTHER };

  test('it sees a secret that is not as it was made', async () => {
    put({ token: OTHER });
    await expectAlone(stage, ['failure', 'secret', /not as it was made/, /put \{"current"/]);
  });

  test('it sees a token that somebody chose', async () => {
    put({ current: `${OTHER}!`, previous: stage.token, previous_until: '2026-01-01T00:00:00Z' });
    const found = await findNotWell(stage);
    expect(found[0]).toMatchObject({ what: 'secret', seen: expect.stringContaining('by hand') });
  });

  test.each<[object, RegExp]>([
    [{ previous_until: '2999-01-01T00:00:00Z' }, /valid, until 2999-01-01 00:00:00 UTC/],
    [{}, /valid, without an end/],
  ])('it sees that the token before is still valid: %j', async (end, seen) => {
    put({ ...previous, current: stage.token, ...end });
    await expectAlone(stage, ['warning', 'old token', seen, /crm token retire/]);
  });

  test('it sees that receive does not know the token in force', async () => {
    stage.secrets.faults = () => undefined;
    stage.door.answer = path => (path.endsWith(stage.token) ? { status: 404 } : undefined);
    await expectAlone(stage, [
      'failure',
      'right token',
      /answers 404/,
      /look again in five minutes/,
    ]);
  });

  const EVERYTHING: DoorAnswer = { status: 500, body: 'Internal Server Error' };
  test.each<[string, (path: string) => DoorAnswer, readonly string[]]>([
    ['fails', () => EVERYTHING, ['right token', 'route', 'wrong token']],
    ['lets everyone in', () => ({ status: 200, body: '{}' }), ['wrong token']],
    ['tells the token', path => ({ status: 200, body: path }), ['route', 'wrong token']],
    [
      'leads elsewhere',
      () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } }),
      ['right token', 'route', 'wrong token'],
    ],
  ])('it sees a door that %s', async (_, door, whats) => {
    stage.door.answer = door;
    const found = await findNotWell(stage);
    expect(found.map(({ what }) => what)).toEqual(whats);
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['failure']));
  });

  test('it sees that nothing answers, and that the stack does not say where', async () => {
    stage.facts.outputs = { ...stage.facts.outputs, HttpApiUrl: 'http://127.0.0.1:1' };
    expect((await findNotWell(stage)).map(({ seen }) => seen)).toEqual([
      'POST of no events does not answer',
      'GET does not answer',
      'POST does not answer',
    ]);
    const { HttpApiUrl: _, ...outputs } = stage.facts.outputs;
    stage.facts.outputs = outputs;
    await expectAlone(stage, ['failure', 'route', /HttpApiUrl/, /deploy it again/]);
  });

  test('it sees a clock that is off', async () => {
    await expectAlone(
      stage,
      ['warning', 'clock', /^(599|600|601) s off/, /set this machine's clock/],
      Date.now() + 600_000,
    );
  });
});
