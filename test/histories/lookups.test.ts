import { describe, expect, test } from '@jest/globals';
import { without } from './clauses.ts';
import { failsWithout, type History, play, says } from './play.ts';

const removed: History = async ({ player, row, keys }) => {
  const clerk = player();
  await clerk.apply(says({ second: 1, tags: [] }));
  await clerk.apply(says({ second: 3, tags: [] }));
  await clerk.apply(says({ second: 2, tags: ['t'] }));
  expect((await row('@contact'))?.tags).toEqual([]);
  expect(await keys()).not.toContain('@tag#t');
};

describe('a late event that adds a tag between two that have none', () => {
  test('adds nothing, though the newest changed no value', () => play(removed));
  test('needs its clause', () =>
    failsWithout(removed, without['a stamp is written where no value changes']));
});

/** A consumer that removes t has its delete pending, another writes t again, a repeat of the first event puts it late. */
const addedAgain: History = async ({ player, row, keys }) => {
  const first = says({ second: 1, tags: ['t'] });
  const stale = player();
  stale.hold('putLookup');
  const late = stale.apply(first);
  await stale.waiting('putLookup');
  await player().apply(first);
  const remover = player();
  remover.hold('deleteLookup');
  const removal = remover.apply(says({ second: 2, tags: [] }));
  await remover.waiting('deleteLookup');
  await player().apply(says({ second: 3, tags: ['t'] }));
  stale.release();
  await late;
  remover.release();
  await removal;
  expect((await row('@contact'))?.tags).toEqual(['t']);
  expect(await keys()).toContain('@tag#t');
};

describe('a tag that is removed and written again while its delete is pending', () => {
  test('keeps its lookup', () => play(addedAgain));
  test('needs the condition of the put', () =>
    failsWithout(addedAgain, without['a lookup is put only over a smaller rev']));
  test('needs the condition of the delete', () =>
    failsWithout(addedAgain, without['a lookup is deleted only up to a rev']));
});

const sharedAddress: History = async ({ player, keys }) => {
  await player().apply(says({ second: 1, email: 'b@example.invalid' }));
  const mover = player();
  mover.hold('deleteLookup');
  const move = mover.apply(says({ second: 3, email: 'a@example.invalid' }));
  await mover.waiting('deleteLookup');
  await player().apply(says({ second: 2, variables: { mail: 'b@example.invalid' } }));
  mover.release();
  await move;
  expect(await keys()).toEqual(
    expect.arrayContaining(['@email#a@example.invalid', '@email#b@example.invalid']),
  );
};

const sharedInOneBatch: History = async ({ player, keys }) => {
  await player().apply(says({ second: 1, email: 'b@example.invalid' }));
  await player().apply(
    says({ second: 3, email: 'a@example.invalid' }),
    says({ second: 2, title: 'other', variables: { mail: 'b@example.invalid' } }),
  );
  expect(await keys()).toEqual(
    expect.arrayContaining(['@email#a@example.invalid', '@email#b@example.invalid']),
  );
};

describe('an address that moves from one register to another', () => {
  test('keeps its lookup while the delete is pending', () => play(sharedAddress));
  test('keeps its lookup within one batch', () => play(sharedInOneBatch));
  test('needs the condition of the delete', () =>
    failsWithout(sharedAddress, without['a lookup is deleted only up to a rev']));
  test('needs truth to be a set of keys', () =>
    failsWithout(sharedInOneBatch, without['true is a set of keys of the whole contact']));
});

const writtenInBetween: History = async ({ player, row, keys }) => {
  await player().apply(says({ second: 1, tags: ['t'] }));
  const batch = player();
  batch.hold('putVersioned');
  const applied = batch.apply(
    says({ second: 2, tags: [] }),
    says({ second: 4, title: 'other', variables: { seat: '7' } }),
  );
  await batch.waiting('putVersioned');
  await player().apply(says({ second: 3, tags: ['t'] }));
  batch.release();
  await applied;
  expect((await row('@contact'))?.tags).toEqual(['t']);
  expect(await keys()).toContain('@tag#t');
};

const backAndForth: History = async ({ player, row, keys }) => {
  await player().apply(says({ second: 1, variables: { city: 'A' } }));
  const batch = player();
  batch.hold('putVersioned');
  const applied = batch.apply(
    says({ second: 2, variables: { city: 'B' } }),
    says({ second: 4, title: 'other', variables: { seat: '7' } }),
  );
  await batch.waiting('putVersioned');
  await player().apply(says({ second: 3, variables: { city: 'A' } }));
  batch.release();
  await applied;
  expect((await row('@contact'))?.variables).toEqual({ city: 'A', seat: '7' });
  expect(await keys()).toContain('@var#city=A');
  expect(await keys()).not.toContain('@var#city=B');
};

describe('a batch that removes what another writes again in between', () => {
  test('does not take the true lookup of a tag', () => play(writtenInBetween));
  test('does not take the true lookup of a variable, and leaves no other', () =>
    play(backAndForth));
  test.each([writtenInBetween, backAndForth])('needs its clause (%#)', history =>
    failsWithout(history, without['deletes follow from the contact as written']),
  );
  test('needs to run again', () =>
    failsWithout(
      writtenInBetween,
      without['a lost race runs again'],
      without['a lost race for a webhook row runs again'],
    ));
});
