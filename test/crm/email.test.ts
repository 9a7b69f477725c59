import { expect, test } from '@jest/globals';
import { normaliseEmail } from '../../lib/crm/email.ts';

test.each([
  ['Ann@Example.Invalid', 'ann@example.invalid'],
  [' \tann+tag@example.invalid\n', 'ann+tag@example.invalid'],
  ['ЖЕНЯ@пример.invalid', 'женя@пример.invalid'],
])('%j is found as %s', (email, found) => {
  expect(normaliseEmail(email)).toBe(found);
});

test.each(['', ' ', 'ann', '@', 'ann@', '@example.invalid', 'a b@example.invalid', 'a@b@c'])(
  '%j is no address, and not found as one',
  email => {
    expect(normaliseEmail(email)).toBeUndefined();
  },
);
