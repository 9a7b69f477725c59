import type { Parcel } from './parcels.ts';

/**
 * The parcels before the first that is dated too far ahead.
 *
 * @param limit the latest date that may be sent now, epoch milliseconds
 * @param onBeyond told the date at which the parcels were cut off
 */
export function* upTo(
  parcels: Iterable<Parcel>,
  limit: () => number,
  onBeyond: (at: number) => void,
): Generator<Parcel, void> {
  for (const parcel of parcels) {
    if (parcel.at !== undefined && parcel.at > limit()) {
      onBeyond(parcel.at);
      return;
    }
    yield parcel;
  }
}
