import { expect, test } from '@jest/globals';

test('node is the one the project brings', () => {
  expect(process.versions.node.split('.')[0]).toBe('24');
});
