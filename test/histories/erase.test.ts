import { describe, expect, test } from '@jest/globals';
import { without } from './clauses.ts';
import { failsWithout, type History, play, says, timeOf } from './play.ts';

const CANARY = 'canary';
const OLD = says({
  username: CANARY,
  phone: '+12025550101',
  photo: `https://example.invalid/${CANARY}`,
  last_message: CANARY,
  second: 1,
  name: CANARY,
  email: `${CANARY}@example.invalid`,
  tags: [CANARY],
});
const TOMBSTONE = ['@contact'];

const expectNoTrace = async ({ rows }: Parameters<History>[0]): Promise<void> => {
  const personal = [...(await rows()).values()].filter(row => row.contact_id === 'c');
  expect(JSON.stringify(personal)).not.toContain(CANARY);
};

const erased: History = async stage => {
  await stage.player().apply(OLD);
  await stage.player().erase(timeOf(10));
  await stage.player().apply(OLD, says({ second: 2, name: CANARY, tags: [CANARY] }));
  expect(await stage.keys()).toEqual(TOMBSTONE);
  expect(await stage.row('@contact')).toEqual({
    contact_id: 'c',
    webhook_title: '@contact',
    erased_at: timeOf(10),
    rev: 2,
  });
};

const newerBetweenSweeps: History = async stage => {
  const { player, keys, row } = stage;
  await player().apply(OLD);
  await player().erase(timeOf(10));
  await player().apply(says({ second: 11, name: 'New', tags: ['new'] }));
  await player().sweepAgain();
  await player().apply(OLD);
  await expectNoTrace(stage);
  expect(await row('@contact')).toMatchObject({
    name: 'New',
    tags: ['new'],
    rev: 3,
    first_activity: timeOf(11),
  });
  expect(await row('flow')).toMatchObject({ first_at: timeOf(11), erased_at: timeOf(10) });
  expect((await keys()).filter(key => key.startsWith('@'))).toEqual([
    '@contact',
    expect.stringMatching(`@event#${timeOf(11)}`),
    '@tag#new',
  ]);
};

describe('an erased contact', () => {
  test('leaves a tombstone and nothing else, whatever old comes again', () => play(erased));
  test('needs its clause', () => failsWithout(erased, without['a tombstone drops older events']));
  test('starts afresh with an event newer than the tombstone, also between the sweeps', () =>
    play(newerBetweenSweeps));
  test.each([
    without['a sweep spares what is true'],
    without['a sweep spares newer webhook rows'],
    without['a sweep spares newer event rows'],
  ])('needs its clause (%#)', clause => failsWithout(newerBetweenSweeps, clause));
});

/** A repeat of an old event has read before the tombstone and writes after the second sweep. */
const staleWriter: History = async stage => {
  await stage.player().apply(says({ second: 0, tags: [] }));
  const stale = stage.player();
  stale.hold('putEvent', 'putLookup');
  const late = stale.apply(OLD);
  await stale.waiting('putLookup');
  await stage.player().erase(timeOf(10));
  await stage.player().sweepAgain();
  stale.release();
  await late;
  await expectNoTrace(stage);
  expect(await stage.keys()).toEqual(TOMBSTONE);
};

const staleWriterDies: History = async stage => {
  await stage.player().apply(says({ second: 0, tags: [] }));
  const stale = stage.player();
  stale.hold('putEvent', 'putLookup');
  const late = stale.apply(OLD);
  await stale.waiting('putLookup');
  await stage.player().erase(timeOf(10));
  await stage.player().sweepAgain();
  stale.release();
  stale.hold('putVersioned');
  await stale.waiting('putVersioned');
  stale.die();
  expect((await late).failed).toEqual(['0']);
  await stage.player().apply(OLD);
  await expectNoTrace(stage);
  expect(await stage.keys()).toEqual(TOMBSTONE);
};

describe('a consumer that read before the tombstone and writes after both sweeps', () => {
  test('leaves no trace', () => play(staleWriter));
  test('leaves no trace when it dies half way and its message comes again', () =>
    play(staleWriterDies));
  test.each([staleWriter, staleWriterDies])('needs its clause (%#)', history =>
    failsWithout(history, without['an erased event sweeps again']),
  );
});

const aheadOfTheClock: History = async stage => {
  const ahead = says({ second: 200, name: CANARY });
  await stage.player().apply(ahead);
  await stage.player().erase(timeOf(100));
  await stage.player().apply(ahead);
  expect(await stage.keys()).toEqual(TOMBSTONE);
  expect((await stage.row('@contact'))?.erased_at).toBe(timeOf(200));
};

test('an event dated ahead of the eraser’s clock does not come back', () => play(aheadOfTheClock));
test('that the tombstone covers it needs its clause', () =>
  failsWithout(aheadOfTheClock, without['a tombstone is not older than the contact']));

/** A webhook row is swept and made anew, with the same rev, while a consumer still holds the old one. */
const madeAnew: History = async stage => {
  const second = says({ second: 2, name: CANARY });
  await stage.player().apply(OLD);
  const first = stage.player();
  const stale = stage.player();
  first.hold('putVersioned');
  const dying = first.apply(second);
  await first.waiting('putVersioned');
  // The contact row gets through, the webhook row does not: it dies between the two, and its message comes again.
  first.release();
  first.hold('putVersioned');
  await first.waiting('putVersioned');
  stale.hold('putVersioned');
  const late = stale.apply(second);
  await stale.waiting('putVersioned');
  first.die();
  await dying;
  await stage.player().erase(timeOf(10));
  await stage.player().apply(says({ second: 11, name: 'New' }));
  expect((await stage.row('flow'))?.rev).toBe(1);
  stale.release();
  await late;
  await expectNoTrace(stage);
  expect(await stage.row('flow')).toMatchObject({ name: 'New', first_at: timeOf(11) });
};

test('a consumer that holds a webhook row of before does not write it over the new one', () =>
  play(madeAnew));
test('that it does not needs its clause', () =>
  failsWithout(madeAnew, without['a webhook row is put only over the erased_at that was read']));

/** The tombstone is put, the sweep has not come to the webhook row, a newer event comes. */
const notYetSwept: History = async stage => {
  await stage.player().apply(OLD);
  const eraser = stage.player();
  eraser.hold('readContact');
  const erasing = eraser.erase(timeOf(10));
  await eraser.waiting('readContact');
  await stage.player().apply(says({ second: 11, name: 'New' }));
  eraser.release();
  await erasing;
  await expectNoTrace(stage);
  expect(await stage.row('flow')).toMatchObject({
    name: 'New',
    first_at: timeOf(11),
    erased_at: timeOf(10),
  });
};

test('a webhook row that is not swept yet starts afresh', () => play(notYetSwept));
test('that it does needs its clause', () =>
  failsWithout(notYetSwept, without['a webhook row of before starts afresh']));

const eraserDies: History = async stage => {
  await stage.player().apply(OLD, says({ second: 2, title: 'other', tags: [CANARY] }));
  const dying = stage.player();
  dying.hold('deleteLookup');
  const erasing = dying.erase(timeOf(10)).catch((error: unknown) => error);
  await dying.waiting('deleteLookup');
  dying.die();
  expect(await erasing).toBeInstanceOf(Error);
  expect((await stage.keys()).length).toBeGreaterThan(1);
  expect(await stage.player().erase(timeOf(20))).toMatchObject({
    already: true,
    erased_at: timeOf(10),
  });
  expect(await stage.keys()).toEqual(TOMBSTONE);
};

test('an erasure that died half way is finished by running it again', () => play(eraserDies));

const optOut: History = async stage => {
  await stage.player().apply(OLD, says({ second: 2, title: 'unsubscribe' }));
  await stage.player().erase(timeOf(10));
  expect(await stage.row('@contact')).toMatchObject({ subscription: 'unsubscribed' });
  await stage.player().apply(says({ second: 11, name: 'New' }));
  expect(await stage.row('@contact')).toMatchObject({ name: 'New', subscription: 'unsubscribed' });
  await stage.player().apply(says({ second: 12, title: 'new_subscriber' }));
  expect(await stage.row('@contact')).toMatchObject({ subscription: 'subscribed' });
};

test('an opt-out outlives the erasure, until a new subscription', () => play(optOut));
