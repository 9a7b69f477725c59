import { expect, test } from '@jest/globals';
import { type Measured, tableWidths } from '../../cli/show/tableWidths.ts';

const column = (width: number, whole = false): Measured => ({
  whole,
  cells: ['x'.repeat(width), 'y'],
});

test('columns that fit are as wide as what they hold, and two for the gap', () => {
  expect(tableWidths([column(5), column(9)], 80)).toEqual([7, 11]);
});

test('the widest give way first, and one that must stay whole never does', () => {
  expect(tableWidths([column(30, true), column(30), column(12)], 62)).toEqual([32, 16, 14]);
});

test('where nothing helps the last columns are left out, never the first', () => {
  expect(tableWidths([column(24, true), column(20), column(20), column(20)], 50)).toHaveLength(3);
  expect(tableWidths([column(90, true), column(20)], 40)).toEqual([92]);
});

test('emoji and the scripts of East Asia take two cells each', () => {
  expect(tableWidths([{ cells: ['美咲', '🎁'] }], 80)).toEqual([6]);
});
