import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { packBodies } from '../../lib/aws/packBodies.ts';

const MB = 1024 * 1024;
const sizes = (batches: readonly (readonly string[])[]) => batches.map(({ length }) => length);

describe('bodies are packed', () => {
  test('by ten', () => {
    const bodies = Array.from({ length: 25 }, (_, index) => String(index));
    const batches = packBodies(bodies);
    expect(sizes(batches)).toEqual([10, 10, 5]);
    expect(batches.flat()).toEqual(bodies);
  });

  test('by a megabyte, to the last byte', () => {
    const half = 'x'.repeat(MB / 2);
    expect(sizes(packBodies([half, half, 'x']))).toEqual([2, 1]);
    expect(sizes(packBodies(['x', half, half]))).toEqual([2, 1]);
    expect(sizes(packBodies(['x'.repeat(MB), 'x'.repeat(MB)]))).toEqual([1, 1]);
  });

  test('by bytes, not by characters', () => {
    const third = 'ё'.repeat(MB / 4 + 1);
    expect(sizes(packBodies([third, third]))).toEqual([1, 1]);
  });

  test('none into none', () => {
    expect(packBodies([])).toEqual([]);
  });

  test('in order, each once, within both limits, whatever their number and sizes', () => {
    const body = fc.oneof(fc.nat(100), fc.nat(MB)).map(length => 'x'.repeat(length));
    fc.assert(
      fc.property(fc.array(body, { maxLength: 40 }), bodies => {
        const batches = packBodies(bodies);
        const packed = batches.flat();
        expect(packed.length === bodies.length && packed.every((b, i) => b === bodies[i])).toBe(
          true,
        );
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(10);
          expect(Buffer.byteLength(batch.join(''))).toBeLessThanOrEqual(MB);
        }
      }),
      { numRuns: 50 },
    );
  });
});
