import { type Events, messageInfo, type Sample } from './sample.ts';

/** Telegram's messages, in the Bot API's words; an operator's is wrapped once more and names the operator. */
export const telegram = (event: Events): readonly Sample[] => {
  const contact = { username: 'contact.2', tags: ['lead'], variables: { city: 'Riga' } };
  const sample = (number: number, name: string, content: object, last: string | null): Sample => ({
    name,
    channel: 'telegram',
    body: [
      event('telegram', 'incoming_message', {
        info: messageInfo(number, {
          message_id: number,
          from: { id: 8000000001, is_bot: false, first_name: 'Contact 2' },
          date: event.dated(450 - number),
          ...content,
        }),
        contact: { ...contact, telegram_id: 8000000001, last_message: last },
        ago: 450 - number,
      }),
    ],
  });
  const url = 'https://example.invalid/media/p';
  return [
    sample(1, 'text', { text: 'Добрый день 👋' }, 'Добрый день 👋'),
    sample(2, 'photo with a caption', { photo: [{ file_id: 'p' }], caption: 'Вот чек' }, url),
    sample(3, 'voice message', { voice: { file_id: 'v', duration: 4 } }, url),
    sample(
      4,
      'contact card',
      { contact: { phone_number: '+12025550108', first_name: 'Contact 8' } },
      null,
    ),
    sample(5, 'location', { location: { latitude: 56.95, longitude: 24.11 } }, null),
    {
      name: "operator's outgoing message",
      channel: 'telegram',
      body: [
        event('telegram', 'outgoing_message', {
          info: messageInfo(
            6,
            {
              message: {
                message_id: 6,
                date: event.dated(440),
                text: 'Vera here: seat B12 is yours.',
              },
            },
            {
              sent_by: {
                first_name: 'Vera',
                last_name: 'Operator',
                email: 'vera@example.invalid',
              },
            },
          ),
          contact: { ...contact, last_message: 'Добрый день 👋' },
          ago: 440,
        }),
      ],
    },
  ];
};
