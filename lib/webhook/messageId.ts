import { isCallback } from './messageLayers.ts';
import { type Json, own } from './parseJson.ts';
import { firstText } from './text.ts';

const KEYS = ['id', 'mid', 'message_id'] as const;

/**
 * The message's own id: the messenger's before SendPulse's. An event's identity hangs on it, so the order of the places is
 * not to be changed.
 *
 * @param layers the message's objects, SendPulse's own first, then its `channel_data`
 */
export const idOfMessage = ([outer, channel, ...inner]: readonly Json[]): string | undefined =>
  firstText(
    own(channel, 'message_id'),
    ...inner.flatMap(layer => KEYS.map(key => own(layer, key))),
    own(channel, 'mid'),
    // A button pressed has an id of its own.
    channel !== undefined && isCallback(channel) ? own(channel, 'id') : undefined,
    ...KEYS.map(key => own(outer, key)),
  );
