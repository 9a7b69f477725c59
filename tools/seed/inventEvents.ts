const START = Date.parse('2026-01-01T00:00:00Z') / 1000;
const BOTS = 5;
const SEGMENTS = 40;
const CITIES = ['Riga', 'Kyiv', 'Lisbon', 'Warszawa', 'Zürich', 'Tallinn'];

/** The tag that few have, spread evenly over all. */
export const RARE_TAG = 'rare';

export interface SeedPlan {
  readonly contacts: number;
  /** Events of each contact, at least 3. */
  readonly events: number;
  /** How many of the contacts have the rare tag. */
  readonly rare: number;
}

/**
 * The events of one contact of a large table, as SendPulse would send them: it subscribes, reserves, and writes messages.
 *
 * @param number from 0; the same number and plan give the same events
 */
export const inventEvents = (number: number, plan: SeedPlan): readonly object[] => {
  const every = Math.max(1, Math.floor(plan.contacts / plan.rare));
  const isRare = number % every === 0 && number / every < plan.rare;
  const id = `65f0a1b2c3d4${String(number).padStart(12, '0')}`;
  const envelope = {
    service: 'whatsapp',
    bot: {
      id: `65f0a1b2c3d4e5f6071800${String(number % BOTS).padStart(2, '0')}`,
      name: `Demo ${number % BOTS}`,
    },
  };
  const contact = {
    id,
    name: `Contact ${number}`,
    username: `contact.${number}`,
    email: `contact${number}@example.invalid`,
    phone: `1202555${String(number).padStart(7, '0')}`.slice(0, 14),
    tags: ['everybody', `segment-${number % SEGMENTS}`, ...(isRare ? [RARE_TAG] : [])],
    variables: { dept: 'Designer', city: CITIES[number % CITIES.length], seat: `A${number % 300}` },
    photo: null,
    last_message: 'Can I pay on site?',
  };
  const at = (step: number): number => START + number + step * 3600;
  const message = (step: number) => ({
    ...envelope,
    title: 'incoming_message',
    info: {
      message: {
        id: `m-${number}-${step}`,
        channel_data: {
          message: { type: 'text', text: { body: `Message ${step}: can I pay on site?` } },
        },
      },
    },
    contact,
    date: at(step),
  });
  return [
    { ...envelope, title: 'new_subscriber', info: null, contact, date: at(0) },
    { ...envelope, title: `Reserved. Seminar #${number % 9}`, info: null, contact, date: at(1) },
    ...Array.from({ length: Math.max(1, plan.events - 2) }, (_, step) => message(step + 2)),
  ];
};
