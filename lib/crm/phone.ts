import {
  type CountryCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

/**
 * A phone in the form that lookups use: E.164 where the number is possible, else `+` and its 8 to 15 digits, so that a
 * person finds what they see (the numbers of SendPulse's own samples are not valid).
 *
 * @param phone as sent: digits with or without `+`, with or without blanks and dashes
 * @param country ISO 3166 code for numbers written without a country
 * @returns undefined when it can't be a phone number
 */
export const normalisePhone = (phone: string, country?: string): string | undefined => {
  // A number that is copied from an address book may be wrapped in marks that have no width.
  const written = phone
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^00/, '+');
  if (!/^\+?[\d\s().\p{Pd}/]+$/u.test(written)) return undefined;
  const digits = written.replace(/\D/g, '');
  const international = `+${digits}`;
  const hasPlus = written.startsWith('+');
  const bare = written === digits && !digits.startsWith('0');
  const readings = [
    hasPlus || bare ? read(international) : undefined,
    hasPlus || country === undefined ? undefined : read(digits, country),
  ].filter(reading => reading !== undefined);
  // Digits alone may be read both ways: as +20 25550101 and, in the United States, as 202 555-0101. A valid number
  // goes before one that is only possible.
  const best =
    readings.find(reading => reading.isValid()) ?? readings.find(reading => reading.isPossible());
  if (best !== undefined) return best.number;
  if (!/^\d{8,15}$/.test(digits)) return undefined;
  const fallback = read(international);
  return fallback?.isPossible() ? fallback.number : international;
};

/** A number only counts when it is found under itself: of +43 000000 each reading would take a further zero away. */
const read = (digits: string, country?: string): PhoneNumber | undefined => {
  const number = parse(digits, country);
  return number !== undefined && parse(number.number)?.number === number.number
    ? number
    : undefined;
};

const parse = (digits: string, country?: string): PhoneNumber | undefined =>
  parsePhoneNumberFromString(digits, {
    ...(country !== undefined && { defaultCountry: country as CountryCode }),
    extract: false,
  });
