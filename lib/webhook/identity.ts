import { createHash } from 'node:crypto';
import { canonicalJson } from './canonicalJson.ts';
import type { Json, JsonObject } from './parseJson.ts';

/** What tells one event from another. */
export interface IdentityParts {
  readonly service: string;
  readonly botId: string;
  readonly contactId: string;
  readonly title: string;
  /** ISO 8601, normalised. */
  readonly at: string;
  readonly messageId: string | undefined;
  readonly info: Json;
}

/**
 * An event's id: SendPulse sends none. Two deliveries of one event have one id, whatever the unit of their date and the
 * order of their keys. Two events without a message id, alike in all of this within one second, count as one.
 *
 * @returns 20 hexadecimal digits
 */
export const eventId = (parts: IdentityParts): string => {
  const { service, botId, contactId, title, at, messageId, info } = parts;
  const own: Json = messageId === undefined ? ['info', info] : ['message', messageId];
  return sha256(canonicalJson([service, botId, contactId, title, at, own])).slice(0, 20);
};

/**
 * A short digest of all that an event holds, by which two unequal copies of one event are put in order (docs/adr/0002):
 * 8 hexadecimal digits.
 */
export const contentDigest = (element: JsonObject): string =>
  sha256(canonicalJson(element)).slice(0, 8);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
