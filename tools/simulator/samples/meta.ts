import { type Events, messageInfo, type Sample } from './sample.ts';

/** Messenger's and Instagram's messages, among them postbacks, echoes of the bot's own, and comments under posts. */
export const meta = (event: Events): readonly Sample[] => {
  const contact = {
    username: 'contact.4',
    tags: ['lead'],
    variables: { dept: 'Designer', budget: 1200.5, vip: true },
  };
  const messenger = (
    number: number,
    name: string,
    message: object,
    last: string | null,
  ): Sample => ({
    name,
    channel: 'messenger',
    body: [
      event('messenger', 'incoming_message', {
        info: messageInfo(`m_${number}`, { mid: `m_${number}`, ...message }),
        contact: { tags: [], 'favourite colour': 'blue', last_message: last },
        ago: 400 - number,
      }),
    ],
  });
  const url = 'https://example.invalid/media/a';
  return [
    messenger(1, 'text, in reply', { text: 'yes', reply_to: { mid: 'm_0' } }, 'yes'),
    messenger(2, 'picture', { attachments: [{ type: 'image', payload: { url } }] }, url),
    messenger(3, 'postback', { title: 'My gift', payload: 'GIFT' }, 'My gift'),
    {
      name: "echo of the bot's own message",
      channel: 'messenger',
      body: [
        event('messenger', 'outgoing_message', {
          info: messageInfo('m_4', {
            recipient: { id: '200000000000001' },
            message: { mid: 'm_4', text: 'Here you are.', is_echo: true },
          }),
          contact: { tags: [], 'favourite colour': 'blue', last_message: 'My gift' },
          ago: 370,
        }),
      ],
    },
    {
      name: 'postback, to a bot whose id is over 2^53',
      channel: 'instagram',
      body: [
        event('instagram', 'incoming_message', {
          info: messageInfo('aWdf1', { mid: 'aWdf1', title: 'Check my order', payload: 'CHECK' }),
          contact: { ...contact, last_message: 'Check my order' },
          ago: 360,
        }),
      ],
    },
    {
      name: 'comment under a post: no last message',
      channel: 'instagram',
      body: [
        event('instagram', 'incoming_message', {
          info: messageInfo('aWdf2', {
            id: 'aWdf2',
            text: 'Love it! 😍',
            from: { id: '300000000000001', username: 'contact.4' },
            media: { id: '400000000000001', media_product_type: 'FEED' },
          }),
          contact: { ...contact, last_message: null },
          ago: 350,
        }),
      ],
    },
  ];
};
