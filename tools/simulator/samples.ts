import { meta } from './samples/meta.ts';
import { oddities } from './samples/oddities.ts';
import { otherChannels } from './samples/otherChannels.ts';
import { createEvents, type Sample } from './samples/sample.ts';
import { systemEvents } from './samples/systemEvents.ts';
import { telegram } from './samples/telegram.ts';
import { whatsapp } from './samples/whatsapp.ts';

/**
 * One body for each kind of event, each channel and each form that SendPulse is known to send. All of it is invented.
 *
 * @param now epoch milliseconds; the events are dated within the ten minutes before it
 */
export const samples = (now: number): readonly Sample[] => {
  const event = createEvents(now);
  return [
    ...systemEvents(event),
    ...whatsapp(event),
    ...telegram(event),
    ...meta(event),
    ...otherChannels(event),
    ...oddities(event),
  ];
};
