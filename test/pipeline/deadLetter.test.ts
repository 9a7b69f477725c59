import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writeEventLetter, writeTextLetter } from '../../lib/pipeline/deadLetter.ts';
import { readLetter } from '../../lib/pipeline/readLetter.ts';
import { anyText } from '../webhook/anyText.ts';

const letter = {
  reason: 'contact.id is missing or blank',
  from: 'receive',
  failed_at: '2026-03-01T12:00:00.000Z',
  received_at: '2026-03-01T12:00:00.000Z',
  index: 3,
} as const;
const KEPT = 256 * 1024;

describe('a dead letter of an event', () => {
  test('says why, where and when, and holds the event as it came', () => {
    const raw = '{"contact":{},"n":17841400000000001}';
    const body = writeEventLetter(letter, raw);
    expect(JSON.parse(body)).toMatchObject({ ...letter, event: { contact: {} } });
    expect(body.endsWith(`,"event":${raw}}`)).toBe(true);
  });

  test('holds an event of nearly a megabyte whole, where the queue had taken it', () => {
    const raw = JSON.stringify({ contact: { id: 'c', about: 'x'.repeat(900_000) } });
    const body = writeEventLetter({ ...letter, from: 'consume' }, raw);
    expect(JSON.parse(body).event).toEqual(JSON.parse(raw));
  });

  test('holds the beginning of one that the queue cannot take, and its length', () => {
    const raw = JSON.stringify({ contact: { about: 'x'.repeat(2_000_000) } });
    const { event, text, cut, length } = JSON.parse(writeEventLetter(letter, raw));
    expect([event, cut, length]).toEqual([undefined, true, raw.length]);
    expect(raw.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(KEPT * 0.99);
  });
});

describe('a dead letter of text', () => {
  test('holds all of it where it fits', () => {
    const body = writeTextLetter(letter, 'title=Hello&name="Ann"\n');
    expect(JSON.parse(body)).toEqual({ ...letter, text: 'title=Hello&name="Ann"\n' });
  });

  test.each(['x', '"', '\u0000', 'ё', '🌻', 'a🌻', '\ud83d', '\ufffe'])(
    'of 300,000 times %j is cut to what a letter may hold, at a character',
    piece => {
      const body = writeTextLetter(letter, piece.repeat(300_000));
      const { text, cut, length } = JSON.parse(body);
      expect(Buffer.byteLength(body)).toBeLessThan(KEPT + 512);
      expect(Buffer.byteLength(body)).toBeGreaterThan(KEPT * 0.4);
      expect(cut).toBe(true);
      expect(length).toBe(Buffer.byteLength(piece.repeat(300_000)));
      expect(
        piece
          .toWellFormed()
          .repeat(300_000)
          .startsWith(text.replace(/\ufffd$/, '')),
      ).toBe(true);
    },
  );

  test('is JSON, whatever the text', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(JSON.parse(writeTextLetter(letter, text)).text).toBe(text.toWellFormed());
      }),
    );
  });
});

test('a dead letter keeps its reason, and its event, where that is what cannot be parsed', () => {
  const raw = `{"contact":{"id":"c"},"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  const deep = { ...letter, reason: 'nested too deeply' };
  const body = writeEventLetter(deep, raw);
  expect(readLetter({ id: 'm', body, sentAt: 0 } as Parameters<typeof readLetter>[0])).toEqual({
    id: 'm',
    ...deep,
    event: raw,
  });
});
