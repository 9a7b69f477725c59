import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitBody } from '../../lib/webhook/splitBody.ts';
import { anyJson, anyText } from './anyText.ts';

const elementsOf = (body: string): readonly string[] => {
  const split = splitBody(body);
  if (!split.ok) throw new Error(split.reason);
  return split.elements;
};
const reasonOf = (body: string): string | undefined => {
  const split = splitBody(body);
  return split.ok ? undefined : split.reason;
};
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

describe('a body that is JSON', () => {
  test.each([
    ['an array of one', '[{"a":1}]', ['{"a":1}']],
    ['an array of several', '[{"a":1},{"b":[2,{}]}]', ['{"a":1}', '{"b":[2,{}]}']],
    ['a bare object, as before 2020', '{"a":[1]}', ['{"a":[1]}']],
    ['an array of none', '[]', []],
    ['an array in the array', '[[]]', ['[]']],
    ['scalars among the objects', '[1,null,"x",{}]', ['1', 'null', '"x"', '{}']],
    ['white space all over', ' \r\n[ {"a" : 1}\t,\n2 ] \n', ['{"a" : 1}', '2']],
    ['white space around a bare object', '\n {"a":1} \n', ['{"a":1}']],
    ['brackets, commas and quotes within text', '["],[",{"\\"}":"{"}]', ['"],["', '{"\\"}":"{"}']],
    ['a byte order mark in front', '\ufeff[{"a":1}]', ['{"a":1}']],
    ['a key twice', '[{"a":1,"a":2}]', ['{"a":1,"a":2}']],
    ['lone surrogates and U+FFFE', '["\ud83d","\ufffe"]', ['"\ud83d"', '"\ufffe"']],
    ['JSON within a JSON string', JSON.stringify('[{"a":"\\n"}]'), ['{"a":"\\n"}']],
    ['an object within a JSON string', JSON.stringify(' {"a":1}'), ['{"a":1}']],
  ])('%s is split into its elements', (_, body, elements) => {
    expect(elementsOf(body)).toEqual(elements);
  });

  test('numbers keep every digit that was sent', () => {
    expect(elementsOf('[17841400000000001,1e400,-0.10]')).toEqual([
      '17841400000000001',
      '1e400',
      '-0.10',
    ]);
  });

  test('an element that nests 100,000 levels deep leaves its neighbours as they are', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(elementsOf(`[{"a":1},${deep},{"b":2}]`)).toEqual(['{"a":1}', deep, '{"b":2}']);
  });

  test('whatever the array, its elements are those of JSON.parse, in order', () => {
    fc.assert(
      fc.property(fc.array(anyJson), fc.constantFrom('', ' ', '\t', 2), (values, indent) => {
        const body = JSON.stringify(values, null, indent);
        expect(elementsOf(body).map(text => JSON.parse(text))).toEqual(JSON.parse(body));
      }),
    );
  });

  test('whatever the object, it is the only element, letter by letter', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyJson), value => {
        const body = JSON.stringify(value);
        expect(elementsOf(` ${body}\n`)).toEqual([body]);
      }),
    );
  });
});

describe('a body that is not', () => {
  test.each([
    ['nothing', '', 'the body is empty'],
    ['nothing but white space', ' \r\n\t', 'the body is empty'],
    ['a byte order mark alone', '\ufeff', 'the body is empty'],
    ['a number', '0', 'the body is neither an array nor an object'],
    ['null', 'null', 'the body is neither an array nor an object'],
    ['a text', '"text"', 'the body is neither an array nor an object'],
    [
      'JSON encoded three times',
      JSON.stringify('"[]"'),
      'the body is neither an array nor an object',
    ],
    ['a form', 'title=Hello&id=1', 'the JSON breaks at line 1, column 1'],
    ['a trailing comma', '[1,]', 'the JSON breaks at line 1, column 4'],
    ['a leading comma', '[,1]', 'the JSON breaks at line 1, column 2'],
    ['a missing comma', '[{"a":1\n "b":2}]', 'the JSON breaks at line 2, column 2'],
    ['a comment', '[\n  // of the help article\n]', 'the JSON breaks at line 2, column 3'],
    ['a missing colon', '{"a" 1}', 'the JSON breaks at line 1, column 6'],
    ['a key without quotes', '{a:1}', 'the JSON breaks at line 1, column 2'],
    ['single quotes', "[{'a':1}]", 'the JSON breaks at line 1, column 3'],
    ['the wrong bracket', '[{"a":1]}', 'the JSON breaks at line 1, column 8'],
    ['an array that is closed twice', '[1]]', 'the JSON breaks at line 1, column 4'],
    ['two bodies in one', '{"a":1}\n{"b":2}', 'the JSON breaks at line 2, column 1'],
    ['text after a string', '"[]" x', 'the JSON breaks at line 1, column 6'],
    ['an unknown escape', '["\\x"]', 'the JSON breaks at line 1, column 3'],
    ['a line break within text', '["a\nb"]', 'the JSON breaks at line 1, column 4'],
    ['a zero in front', '[01]', 'the JSON breaks at line 1, column 3'],
    ['a word that JSON has not', '[undefined]', 'the JSON breaks at line 1, column 2'],
    ['broken JSON within a JSON string', '"[1,\\n,2]"', 'the JSON breaks at line 2, column 1'],
    ['an array cut off', '[{"a":1},', 'the JSON ends too early at line 1, column 10'],
    ['a string cut off', '[{"a":"\n', 'the JSON breaks at line 1, column 8'],
    ['a string cut off at its end', '[\r\n"a', 'the JSON ends too early at line 2, column 3'],
  ])('%s is refused: %j', (_, body, reason) => {
    expect(reasonOf(body)).toBe(reason);
  });

  test('5 MB of opening brackets are refused without a stack overflow', () => {
    const reason = 'the JSON ends too early at line 1, column 5000001';
    expect(reasonOf('['.repeat(5_000_000))).toBe(reason);
  });

  test('no reason quotes what was sent', () => {
    for (const body of ['[{"mail":canary}]', 'canary', '["canary', '{"canary":}', '"canary"']) {
      expect(reasonOf(body)).not.toContain('canary');
    }
  });

  test('wherever a body is damaged, it is refused exactly when JSON.parse refuses it', () => {
    const body = fc.array(anyJson).map(values => JSON.stringify(values, null, 1));
    const damage = fc.constantFrom(...'[]{},:"\\-.0e1tn \n\u00a0\u0000\ud800', '');
    fc.assert(
      fc.property(body, fc.nat(), fc.nat(3), damage, (text, place, length, piece) => {
        const at = place % (text.length + 1);
        const damaged = text.slice(0, at) + piece + text.slice(at + length);
        const parsed = parse(damaged);
        const split = splitBody(damaged);
        if (isList(parsed) && split.ok) {
          expect(split.elements.map(parse)).toEqual(parsed);
        } else {
          // A scalar is JSON, but no body.
          expect(split.ok).toBe(typeof parsed === 'object' && parsed !== null);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

describe('a body of very many elements', () => {
  const zeros = (count: number): string => `[${Array.from({ length: count }, () => 0)}]`;

  test('is split up to ten thousand', () => {
    expect(splitBody(zeros(10_000))).toMatchObject({ ok: true });
  });

  test('is refused beyond, so that it does not become as many dead letters', () => {
    expect(splitBody(zeros(10_001))).toEqual({
      ok: false,
      reason: 'the body has more than 10000 elements',
    });
  });
});
