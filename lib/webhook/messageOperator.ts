import { jsonWithin } from './jsonWithin.ts';
import { isObject, type Json, type JsonObject, own } from './parseJson.ts';
import { firstText, joinTexts } from './text.ts';

/**
 * Who wrote an outgoing message, by `sent_by`: SendPulse publishes that it has first name, last name and email, but not how
 * the keys are spelled.
 *
 * @returns a name, else an address
 */
export const operatorOf = (places: readonly (Json | undefined)[]): string | undefined => {
  const operator = places.map(place => jsonWithin(own(place, 'sent_by'))).find(isObject);
  if (operator === undefined) return undefined;
  const parts = plainKeys(operator);
  const name = joinTexts(parts.get('firstname'), parts.get('lastname'));
  return firstText(name, parts.get('name'), parts.get('fullname'), parts.get('email'));
};

/** `first_name`, `firstName` and `FirstName` are one key. */
const plainKeys = (object: JsonObject): ReadonlyMap<string, Json> =>
  new Map(
    Object.entries(object)
      .slice(0, 50)
      .map(([key, value]) => [key.toLowerCase().replaceAll('_', ''), value]),
  );
