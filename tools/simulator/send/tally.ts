import { type Answer, isFinal } from './answer.ts';
import type { Parcel } from './parcels.ts';

/** What has become of everything that was sent. Counts are of events, but for `requests`. */
export interface Tally {
  /** Requests that were answered. */
  requests: number;
  /** Events in them. */
  events: number;
  accepted: number;
  /** Events that the bridge took note of and could not understand, by reason. */
  readonly rejected: Map<string, number>;
  /** Events of requests that it did not take at all, by status and reason. */
  readonly refused: Map<string, number>;
  repeats: number;
  late: number;
  /** Why the sender gave up, if it did. */
  unreachable?: string;
  /** An answer showed that the rest would fare no better. */
  leftOff: boolean;
}

export const createTally = (): Tally => ({
  requests: 0,
  events: 0,
  accepted: 0,
  rejected: new Map(),
  refused: new Map(),
  repeats: 0,
  late: 0,
  leftOff: false,
});

/** Adds one request's end. */
export const count = (tally: Tally, parcel: Parcel, answer: Answer): void => {
  if (answer.outcome === 'stopped') return;
  tally.leftOff ||= isFinal(answer);
  if (answer.outcome === 'unreachable') {
    tally.unreachable = answer.reason;
    return;
  }
  tally.requests += 1;
  tally.events += parcel.events;
  if (parcel.repeat) tally.repeats += parcel.events;
  if (parcel.late) tally.late += parcel.events;
  if (answer.outcome === 'refused') {
    add(tally.refused, `${answer.status}: ${answer.reason}`, parcel.events);
    return;
  }
  tally.accepted += answer.accepted;
  for (const { reason } of answer.rejected) add(tally.rejected, reason, 1);
};

/** Whether everything that was answered was accepted. */
export const isAllAccepted = ({ rejected, refused, unreachable }: Tally): boolean =>
  rejected.size === 0 && refused.size === 0 && unreachable === undefined;

const add = (counts: Map<string, number>, key: string, more: number) =>
  counts.set(key, (counts.get(key) ?? 0) + more);
