import { describe, expect, test } from '@jest/globals';
import { writeEventLetter, writeTextLetter } from '../../lib/pipeline/deadLetter.ts';
import { isAbout } from '../../lib/pipeline/eraseLetters.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import { readLetter } from '../../lib/pipeline/readLetter.ts';

const ID = '65f0a1b2c3d4e5f607182931';
const why = { reason: 'x', from: 'receive', failed_at: '2026-03-01T12:00:00.000Z' } as const;
const letter = (body: string) => readLetter({ id: 'm', receipt: 'r', body, sentAt: 0 });
const ofText = (text: string) => letter(writeTextLetter(why, text));
const ofEvent = (raw: string) => letter(writeEventLetter(why, raw));

describe('a dead letter is about a person', () => {
  test.each([
    ['an event of theirs', ofEvent(`{"contact":{"id":"${ID}"}}`)],
    [
      'an event that was moved by the queue',
      letter(
        encodeEventMessage({
          received_at: '2026-03-01T12:00:00.000Z',
          raw: `{"contact":{"id":"${ID}"}}`,
        }),
      ),
    ],
    ['an element whose contact.id is elsewhere', ofEvent(`{"contact":{"ID":"${ID}"}}`)],
    ['text that is no JSON', ofText(`[{"contact":{"id":"${ID}"}`)],
    ['text that ends with the id', ofText(`[{"contact":{"id":"${ID}`)],
    [
      'JSON that was encoded twice and broke',
      ofText(JSON.stringify(`{"contact":{"id":"${ID}"}`).slice(0, -1)),
    ],
    ['what is no letter at all', letter(`contact=${ID}&x=1`)],
  ])('%s', (_, found) => {
    expect(isAbout(found, ID)).toBe(true);
  });

  test.each([
    ['12025550101', '{"contact":{"id":12025550101'],
    ['ид "я"', '{"contact":{"id":"ид \\"я\\""'],
    ['a😀', `{"contact":{"id":${JSON.stringify('a😀')}`],
    ['@all', 'x @all y'],
  ])('whose id is %j, however it is written', (id, text) => {
    expect(isAbout(ofText(text), id)).toBe(true);
  });

  test.each([
    [
      'another person’s event that names them',
      ofEvent(`{"contact":{"id":"other","name":"${ID}"}}`),
      ID,
    ],
    ['a longer id', ofText(`{"id":"${ID}a"`), ID],
    ['a number that holds theirs', ofText('{"date":1700000012'), '12'],
    ['an empty text', ofText('{'), ID],
  ])('but not %s', (_, found, id) => {
    expect(isAbout(found, id)).toBe(false);
  });
});
