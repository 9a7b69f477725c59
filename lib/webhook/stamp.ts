/**
 * `<at>#<event id>#<digest>`: a total order of events, compared as text. ISO times of one length sort by time, and within
 * one moment the id decides: arbitrary, but the same everywhere.
 */
export type Stamp = string;

export const makeStamp = (at: string, id: string, digest: string): Stamp => `${at}#${id}#${digest}`;

/** The time of a stamp: ISO 8601 UTC with milliseconds. */
export const stampTime = (stamp: Stamp): string => stamp.slice(0, stamp.indexOf('#'));
