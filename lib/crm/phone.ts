import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A phone in the form that lookups use: E.164 where the number is possible, else `+` and its 8 to 15 digits, so that a
 * person finds what they see (the numbers of SendPulse's own samples are not valid).
 *
 * @param phone as sent: digits with or without `+`, with or without blanks and dashes
 * @param country ISO 3166 code for numbers written without a country
 * @returns undefined when it can't be a phone number
 */
export const normalisePhone = (phone: string, country?: string): string | undefined => {
  const written = phone.trim().replace(/^00/, '+');
  if (!/^\+?[\d\s().\-/]+$/.test(written)) return undefined;
  const digits = written.replace(/\D/g, '');
  const international = `+${digits}`;
  const bare = written === digits && !digits.startsWith('0');
  return (
    (bare || written.startsWith('+') ? possible(international) : undefined) ??
    (written.startsWith('+') || country === undefined ? undefined : possible(written, country)) ??
    (/^\d{8,15}$/.test(digits) ? international : undefined)
  );
};

const possible = (written: string, country?: string): string | undefined => {
  const number = parsePhoneNumberFromString(written, {
    ...(country !== undefined && { defaultCountry: country as CountryCode }),
    extract: false,
  });
  return number?.isPossible() ? number.number : undefined;
};
