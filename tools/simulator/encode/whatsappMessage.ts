import type { Message } from '../invent/happening.ts';
import type { Meant } from '../meant.ts';

/** The kinds of content in WhatsApp's own message. All are always there: one is filled, the others are null. */
const CONTENTS = [
  'text',
  'audio',
  'image',
  'video',
  'voice',
  'document',
  'sticker',
  'location',
  'contacts',
  'button',
  'interactive',
  'reaction',
  'order',
  'referral',
  'context',
  'identity',
  'system',
  'errors',
  'unsupported',
  'ephemeral',
  'hsm',
];

/** WhatsApp's object of a message; `from` is a number there, and only a client's message has it. */
export const whatsappMessage = (meant: Meant, message: Message, id: unknown) => ({
  id,
  ...(message.direction === 'incoming' && meant.phone !== null
    ? { from: Number(meant.phone.slice(1)) }
    : {}),
  timestamp: Date.parse(meant.at) / 1000,
  ...whatsappContent(message.type, contentOf(message)),
});

/** One kind of content filled, the others null. */
export const whatsappContent = (type: string, content: unknown) => ({
  type,
  ...Object.fromEntries(CONTENTS.map(key => [key, null])),
  [type]: content,
});

const contentOf = ({ type, text, url, number }: Message): unknown => {
  switch (type) {
    case 'text':
      return { body: text };
    case 'button':
      return { text, payload: `button-${number}` };
    case 'interactive': {
      // The same tap is a button or a line of a list, as the flow's author laid it out.
      const kind = number % 2 === 0 ? 'button_reply' : 'list_reply';
      return { type: kind, [kind]: { id: `choice-${number}`, title: text } };
    }
    case 'reaction':
      return { message_id: `wamid.REPLIED${number}`, emoji: text };
    default:
      return { id: String(number), url, ...(text === null ? {} : { caption: text }) };
  }
};
