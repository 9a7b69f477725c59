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
  const four = [column(24, true), column(20), column(20), column(20)];
  expect(tableWidths(four, 56)).toEqual([26, 15, 15, 0]);
  expect(tableWidths([column(36, true), column(20)], 30)).toEqual([38, 0]);
});

test('a column that finds room is shown though one before it found none', () => {
  expect(tableWidths([column(36, true), column(20), column(8)], 50)).toEqual([38, 0, 10]);
});

test('an id of 36 characters is whole, and a longer one is cut before others are left out', () => {
  expect(tableWidths([column(36, true), column(20), column(13, true)], 80)).toEqual([38, 22, 15]);
  expect(tableWidths([column(500, true), column(20), column(13, true)], 80)).toEqual([43, 22, 15]);
  expect(tableWidths([column(60, true), column(20)], 120)).toEqual([62, 22]);
});

test('emoji and the scripts of East Asia take two cells each', () => {
  expect(tableWidths([{ cells: ['美咲', '🎁'] }], 80)).toEqual([6]);
});
