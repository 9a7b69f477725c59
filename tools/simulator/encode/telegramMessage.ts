import type { Message } from '../invent/happening.ts';
import type { Meant } from '../meant.ts';

/** The Bot API's object of a message: https://core.telegram.org/bots/api#message. Where an operator wrote, it is wrapped once more. */
export const telegramMessage = (meant: Meant, message: Message, id: unknown): unknown => {
  const telegram = {
    message_id: id,
    from:
      message.direction === 'incoming'
        ? { id: 8_000_000_000 + message.number, is_bot: false, first_name: meant.name ?? 'Someone' }
        : { id: 7_000_000_001, is_bot: true, first_name: meant.bot.name },
    date: Date.parse(meant.at) / 1000,
    ...contentOf(message),
  };
  return message.operator ? { message: telegram } : telegram;
};

const contentOf = ({ type, text, url, number }: Message): Record<string, unknown> => {
  if (type === 'text') return { text };
  const file = { file_id: `file-${number}`, url };
  return {
    // A photo comes in several sizes, the largest last.
    [type]: type === 'photo' ? [{ file_id: `file-${number}-small`, width: 90 }, file] : file,
    ...(text === null ? {} : { caption: text }),
  };
};
