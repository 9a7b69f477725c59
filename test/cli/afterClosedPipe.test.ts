import { expect, test } from '@jest/globals';
import { afterClosedPipe } from '../../cli/afterClosedPipe.ts';

test.each(['rebuild --all --yes', 'erase c --yes', 'set c status=x', 'dead-letters purge --yes'])(
  'crm %s is to be run again',
  line => {
    expect(afterClosedPipe(line.split(' '))).toBe('run the same line again, which finishes it');
  },
);

test('a token is not to be rotated again', () => {
  expect(afterClosedPipe(['token', 'rotate', '--yes'])).toBe(
    'crm url shows the URL that holds now',
  );
});

test.each([
  'contacts',
  'export -o x.csv',
  'dead-letters --json',
  'rebuild --help',
  'rebuild --all --dry-run',
  'dead-letters replay --dry-run',
])('crm %s changes nothing: nothing is to be done', line => {
  expect(afterClosedPipe(line.split(' '))).toBeUndefined();
});
