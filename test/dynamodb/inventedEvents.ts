/** What an invented event has of its own. */
export interface Parts {
  readonly tags?: readonly string[];
  readonly text?: string;
}

/** An event of one contact, so many seconds after a moment in 2023; ids follow from both. */
export type Invent = (contactId: string, second: number, parts?: Parts) => object;

const START = 1_700_000_000;

const contact = (id: string, { tags = ['a', 'b'], text = 'hello' }: Parts) => ({
  id,
  name: 'Contact 1',
  username: 'contact.1',
  phone: '12025550101',
  tags,
  variables: { city: 'Riga' },
  photo: null,
  last_message: text,
});

const message = (second: number, messageId: string | number, message: object) => ({
  message: {
    id: `65f0a1b2c3d4e5f607${String(second).padStart(6, '0')}`,
    channel_data: { message_id: messageId, message },
  },
});

export const whatsapp: Invent = (id, second, parts = {}) => {
  const wamid = `wamid.DEMO${second}`;
  return {
    info: message(second, wamid, {
      id: wamid,
      from: 12025550101,
      timestamp: START + second,
      type: 'text',
      text: { body: parts.text ?? 'hello' },
      audio: null,
      image: null,
      video: null,
      document: null,
      interactive: null,
    }),
    service: 'whatsapp',
    title: 'incoming_message',
    bot: {
      id: '65f0a1b2c3d4e5f607182930',
      name: 'Demo',
      url: 'https://wa.me/12025550100',
      external_id: '12025550100',
    },
    contact: contact(id, parts),
    date: START + second,
  };
};

export const telegram: Invent = (id, second, parts = {}) => {
  const person = { id: 7000000002, first_name: 'Contact 1' };
  return {
    info: message(second, second, {
      message_id: second,
      from: { ...person, is_bot: false, language_code: 'lv' },
      chat: { ...person, type: 'private' },
      date: START + second,
      text: parts.text ?? 'hello',
    }),
    service: 'telegram',
    title: 'incoming_message',
    bot: {
      id: '65f0a1b2c3d4e5f607182932',
      name: 'Demo',
      url: 'https://t.me/demo_bot',
      external_id: 7000000001,
    },
    contact: contact(id, parts),
    date: START + second,
  };
};

export const flow: Invent = (id, second, parts = {}) => ({
  info: null,
  service: 'messenger',
  title: 'Booked. Room #7',
  bot: {
    id: '17ff4105-0000-4000-8000-000000000001',
    name: 'Demo page',
    url: 'https://m.me/100000000000001',
    external_id: '100000000000001',
  },
  contact: { ...contact(id, parts), email: 'contact1@example.invalid' },
  date: START + second,
});
