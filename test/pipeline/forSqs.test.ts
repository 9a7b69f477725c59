import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { forSqs } from '../../lib/pipeline/forSqs.ts';
import { anyJson } from '../webhook/anyText.ts';

test('JSON means the same afterwards, whatever it holds', () => {
  fc.assert(
    fc.property(anyJson, value => {
      const json = JSON.stringify(value);
      expect(JSON.parse(forSqs(json))).toEqual(JSON.parse(json));
    }),
  );
});

test('nothing is left that SQS or its stand-in refuses', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0x20, max: 0xffff })), units => {
      const text = String.fromCharCode(...units, 0xfffe, 0xffff, 0xd800, 0xd83d, 0xde00);
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
      expect(forSqs(text)).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd]*$/);
    }),
  );
});

test.each([
  ['U+FFFE', '"\ufffe"', '"\\ufffe"'],
  ['U+FFFF', '"\uffff"', '"\\uffff"'],
  ['emoji', '"🌻"', '"\\ud83c\\udf3b"'],
])('%s is escaped, and reads the same', (_, json, escaped) => {
  expect(forSqs(json)).toBe(escaped);
  expect(JSON.parse(escaped)).toBe(JSON.parse(json));
});

test('half a character becomes the mark for one that is lost', () => {
  expect(forSqs('"\ud83d"')).toBe('"\ufffd"');
});

test('all else stays as it is, to the letter', () => {
  const json = '{ "Город":"Rīga",\t"n":1.50,\n"e":"\\ud83d\\u0000" }';
  expect(forSqs(json)).toBe(json);
});
