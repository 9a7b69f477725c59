import type { Clock } from '../../clock.ts';
import { type Answer, isFinal } from './answer.ts';
import type { Parcel } from './parcels.ts';

export interface SendAllOptions {
  /** Posts one; told when to leave off trying. */
  readonly send: (parcel: Parcel, stop: AbortSignal) => Promise<Answer>;
  /** Requests under way at a time. */
  readonly parallel: number;
  /** Events a second; absent: as fast as they are answered. */
  readonly rate?: number;
  /** When it fires, no further request is begun; those under way are waited for. */
  readonly stop: AbortSignal;
  readonly clock: Clock;
  /** Told of each request's end, in the order in which they end. */
  readonly onAnswer: (parcel: Parcel, answer: Answer) => void;
}

/** Sends parcels until they end, someone says stop, or an answer shows that going on is of no use. */
export const sendAll = async (
  parcels: Iterable<Parcel>,
  { send, parallel, rate, stop, clock, onAnswer }: SendAllOptions,
): Promise<void> => {
  const final = new AbortController();
  const halt = AbortSignal.any([stop, final.signal]);
  const pace = createPace(rate, clock, halt);
  // All senders take from the one line, each when it is free.
  const line = Iterator.from(parcels);
  const takeTurns = async () => {
    while (!halt.aborted) {
      const { done, value: parcel } = line.next();
      if (done) return;
      await pace(parcel.events);
      if (halt.aborted) return;
      const answer = await send(parcel, halt);
      onAnswer(parcel, answer);
      if (isFinal(answer)) final.abort();
    }
  };
  await Promise.all(Array.from({ length: parallel }, takeTurns));
};

/** Waits until so many more events are due. */
const createPace = (rate: number | undefined, clock: Clock, halt: AbortSignal) => {
  let free = clock.now();
  return async (events: number): Promise<void> => {
    if (rate === undefined) return;
    const now = clock.now();
    const due = Math.max(free, now);
    free = due + (events * 1000) / rate;
    await clock.sleep(due - now, halt).catch(() => undefined);
  };
};
