import type { Bot } from '../invent/bots.ts';
import type { Happening } from '../invent/happening.ts';
import { encodeContact } from './encodeContact.ts';
import { encodeMessage } from './encodeMessage.ts';

/** Puts an event into SendPulse's words: the object that is one item of the array which a webhook posts. */
export const encodeEvent = (happening: Happening): Readonly<Record<string, unknown>> => ({
  info: encodeInfo(happening),
  service: happening.meant.service,
  title: happening.meant.title,
  bot: encodeBot(happening.bot),
  contact: encodeContact(happening),
  date: encodeDate(happening),
});

/** Only what messages hold here is published. The keys of the others are invented, as anyone's would be. */
const encodeInfo = ({ meant, message }: Happening): unknown => {
  if (message) {
    return { message: encodeMessage(meant, message) };
  }
  if (meant.kind === 'link_click') return { link: { url: 'https://example.invalid/programme' } };
  if (meant.kind === 'run_custom_flow') {
    return { flow: { id: '65f0a1b2c3d4e5f6071900f1', name: 'Welcome' } };
  }
  return null;
};

const encodeBot = (bot: Bot) => ({
  id: bot.id,
  name: bot.name,
  ...(bot.url === undefined ? {} : { url: bot.url }),
  external_id: bot.externalId,
});

const encodeDate = ({ meant, bot }: Happening): number | string => {
  const milliseconds = Date.parse(meant.at);
  if (bot.habits.date === 'milliseconds') return milliseconds;
  return bot.habits.date === 'text' ? String(milliseconds / 1000) : milliseconds / 1000;
};
