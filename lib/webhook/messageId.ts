import { type Json, own } from './parseJson.ts';
import { firstText } from './text.ts';

const KEYS = ['id', 'mid', 'message_id'] as const;

/**
 * The message's own id: the messenger's before SendPulse's. An event's identity hangs on it, so the order of the places is
 * not to be changed: a new one comes last.
 *
 * @param layers the message's objects, SendPulse's own first
 */
export const idOfMessage = ([outer, ...within]: readonly Json[]): string | undefined => {
  const wrapped = (own(outer, 'channel_data') ?? null) !== null;
  const [channel, ...inner] = wrapped ? within : [];
  return firstText(
    own(channel, 'message_id'),
    ...inner.flatMap(idsIn),
    own(outer, 'id'),
    ...within.flatMap(idsIn),
    ...idsIn(outer),
  );
};

const idsIn = (layer: Json | undefined): readonly (Json | undefined)[] =>
  KEYS.map(key => own(layer, key));
