/** What tests put wherever a body can hold something: none of it may ever be seen in what a function writes. */
const CANARY = /canar|2025550|\/webhooks\//i;

export interface EventParts {
  readonly contact?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** An event of a contact of its own, invented; every text in it is a canary. `number` is below 100. */
export const canaryEvent = (number: number, { contact, ...parts }: EventParts = {}) => ({
  info: {
    message: {
      id: `canary-message-${number}`,
      channel_data: {
        message_id: `canary-wamid-${number}`,
        message: { id: `canary-wamid-${number}`, type: 'text', text: { body: 'canary text' } },
      },
    },
  },
  service: 'whatsapp',
  title: 'incoming_message',
  bot: { id: 'canary-bot', name: 'Canary bot', external_id: '12025550100' },
  contact: {
    id: `canary-contact-${number}`,
    name: `Canary ${number}`,
    username: `canary.${number}`,
    email: `canary-${number}@example.invalid`,
    phone: `+120255501${String(number).padStart(2, '0')}`,
    tags: ['canary tag'],
    variables: { 'canary variable': `canary value ${number}` },
    last_message: 'canary text',
    ...contact,
  },
  date: 1_700_000_000 + number,
  ...parts,
});

export const canaryEvents = (count: number) =>
  Array.from({ length: count }, (_, index) => canaryEvent(index));

/** The lines of an output that hold a canary, the token, a path, or a stack trace; the canaries also in base64. */
export const leaks = (output: string, token: string): readonly string[] =>
  output
    .split('\n')
    .filter(
      line =>
        CANARY.test(line) ||
        line.includes(token) ||
        /^\s+at |\.ts:\d|\.js:\d/.test(line) ||
        IN_BASE64.some(text => line.includes(text)),
    );

/** A word in base64 at each of the three places in a group that it may begin at, without the letters that its neighbours change. */
const IN_BASE64 = ['canary', 'Canary'].flatMap(word =>
  [0, 1, 2].map(before =>
    Buffer.from('\0'.repeat(before) + word)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before === 0 ? 0 : before + 1, -1),
  ),
);
