import { forSqs } from './forSqs.ts';

const START = /^\{"received_at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)","event":/;

/** An event on its way: the element's JSON text as received, and when. */
export interface EventMessage {
  readonly received_at: string;
  readonly raw: string;
}

/** A message's body: JSON that holds the element as it came, letter by letter, so that no number is rounded. */
export const encodeEventMessage = ({ received_at, raw }: EventMessage): string =>
  forSqs(`{"received_at":"${received_at}","event":${raw}}`);

/** Reads a message's body; undefined when it is not one of ours. */
export const decodeEventMessage = (body: string): EventMessage | undefined => {
  const start = START.exec(body);
  return start?.[1] !== undefined && body.endsWith('}')
    ? { received_at: start[1], raw: body.slice(start[0].length, -1) }
    : undefined;
};
