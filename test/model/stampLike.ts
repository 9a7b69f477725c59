import { createHash } from 'node:crypto';
import { receivedAt } from './arbitrary.ts';
import { encode } from './encode.ts';
import type { Meant } from './meant.ts';
import { canonical } from './valueText.ts';

/** A stamp such as the product may give: any hashes do that tell the same things apart. */
export function stampLike(meant: Meant): string {
  const { contactId, title, service, bot, message } = meant;
  const at = meant.at || receivedAt;
  const { info = null, contact } = JSON.parse(encode(meant));
  const event = [contactId, title, service, bot.id, at, message?.id ?? ['no id', info]];
  return `${at}#${hash(canonical(event))}#${hash(canonical(contact))}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
