import type { Service } from '../meant.ts';
import type { Random } from '../random.ts';
import type { Speech } from './happening.ts';
import { CAPTIONS, EMOJI, QUESTIONS } from './words.ts';

/** Media by channel, in the messenger's own words. Channels that are not named here only carry text in the simulator. */
const MEDIA: Partial<Record<Service, readonly [string, ...string[]]>> = {
  whatsapp: ['image', 'image', 'document', 'voice', 'audio', 'video', 'sticker'],
  telegram: ['photo', 'photo', 'document', 'voice'],
  messenger: ['image', 'image', 'audio', 'file'],
  instagram: ['image', 'image', 'video'],
};

/** Only these may have words beside the file itself. */
const CAPTIONED = new Set(['image', 'photo', 'video', 'document']);

/** What a client writes of their own accord: mostly words, now and then a picture, a recording, a reaction. */
export const clientSays = (service: Service, random: Random): Speech => {
  const media = MEDIA[service];
  if (media && random.chance(0.15)) return sendsMedia(service, random.pick(media), random);
  if (service === 'whatsapp' && random.chance(0.08)) {
    return { type: 'reaction', text: random.pick(EMOJI) };
  }
  return { type: 'text', text: random.pick(QUESTIONS) };
};

const sendsMedia = (service: Service, type: string, random: Random): Speech => {
  // A picture on Facebook or Instagram is one message, the words under it another.
  const captioned = CAPTIONED.has(type) && (service === 'whatsapp' || service === 'telegram');
  return {
    type,
    text: captioned && random.chance(0.5) ? random.pick(CAPTIONS) : null,
    url: `https://example.invalid/media/${random.hex(12)}`,
  };
};

/** What a client's tap on a button looks like in their messenger. */
export const clientPresses = (service: Service, button: string, random: Random): Speech => {
  if (service === 'whatsapp') return { type: random.pick(['button', 'interactive']), text: button };
  if (service === 'messenger' || service === 'instagram') return { type: 'postback', text: button };
  return { type: 'text', text: button };
};
