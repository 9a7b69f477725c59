/** A time for people, to the second: UTC. */
export const timeForPeople = (iso: string | null): string =>
  iso === null ? '' : iso.slice(0, 19).replace('T', ' ');

/** A time for a list, to the minute: UTC. */
export const minuteForPeople = (iso: string | null): string => timeForPeople(iso).slice(0, 16);
