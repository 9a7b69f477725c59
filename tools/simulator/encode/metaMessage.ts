import type { Message } from '../invent/happening.ts';
import type { Meant } from '../meant.ts';

/** Facebook's object of a message, which Instagram shares: text, attachments, a postback, a comment; the bot's own is an echo. */
export const metaMessage = (meant: Meant, message: Message, id: unknown): unknown => {
  if (message.direction === 'outgoing') return outgoing(meant, message, id);
  if (message.comment) {
    return { id, text: message.text, from: { id: meant.contactId, username: meant.username } };
  }
  switch (message.type) {
    case 'text':
      return { mid: id, text: message.text };
    case 'postback':
      return { mid: id, title: message.text, payload: `flow-${message.number}` };
    default:
      return { mid: id, attachments: [{ type: message.type, payload: { url: message.url } }] };
  }
};

const outgoing = (meant: Meant, message: Message, id: unknown): unknown => {
  const echo = { mid: id, text: message.text, is_echo: true };
  return meant.service === 'messenger'
    ? { recipient: { id: meant.contactId }, message: echo }
    : echo;
};
