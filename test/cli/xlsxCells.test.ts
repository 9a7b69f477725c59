import { expect, test } from '@jest/globals';
import { xlsxCell } from '../../cli/export/xlsxCells.ts';

test('what is longer than a cell may be is cut, so that Excel does not call the file broken', () => {
  const cell = xlsxCell('é'.repeat(40_000), 'text');
  expect(/<t[^>]*>(.*)<\/t>/s.exec(cell)?.[1]).toHaveLength(32_767);
  expect(cell).toContain('é…</t>');
});

test('control characters, halves of characters and what XML cannot hold are taken out', () => {
  expect(xlsxCell('a\u0000b\u001bc\ud800d\uffffe', 'text')).toContain('>a b c\ufffdd e</t>');
});

test.each([
  [null, '<c/>'],
  ['', '<c/>'],
  [0, '<c><v>0</v></c>'],
  [1e21, '<c><v>1e+21</v></c>'],
  [false, '<c t="b"><v>0</v></c>'],
])('%j is %s', (value, cell) => {
  expect(xlsxCell(value, 'text')).toBe(cell);
});
