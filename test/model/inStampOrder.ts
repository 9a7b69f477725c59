import type { Meant } from './meant.ts';
import { blank, canonical } from './valueText.ts';

/** An event with its time and its stamp, `<at>#<event id>#<digest>`. */
export type Told = { readonly meant: Meant; readonly at: string; readonly stamp: string };

/**
 * The events in the order of their stamps, each stamp once.
 *
 * Within one second the product's own hashes decide the order, so the stamps are the one thing that
 * the model takes from it, and it takes none on trust.
 *
 * @throws Error when a stamp does not begin with the time that was meant, when one event has two
 * stamps, or when two different events share one
 */
export function inStampOrder(
  meants: readonly Meant[],
  stampOf: (meant: Meant) => string,
  receivedAt: string,
): Told[] {
  const seen = new Map<string, string>();
  const told = new Map<string, Told>();
  for (const meant of meants) {
    const at = meant.at || receivedAt;
    const stamp = stampOf(meant);
    const [first, id, digest, ...more] = stamp.split('#');
    if (first !== at || !id || !digest || more.length > 0)
      throw new Error(`The stamp ${stamp} is not <at>#<id>#<digest> of an event of ${at}`);
    const { contactId, title, service, bot, message } = meant;
    const event = canonical([contactId, title, service, bot.id, at, message?.id]);
    holdTogether(seen, 'stamp of the event', canonical(meant), stamp);
    holdTogether(seen, 'meaning of the stamp', stamp, meaningOf(meant));
    holdTogether(seen, 'event of the id', `${at}#${id}`, event);
    // Without a message id the whole of `info` counts, in whatever dialect it came.
    if (message?.id) holdTogether(seen, 'id of the event', event, id);
    told.set(stamp, { meant, at, stamp });
  }
  return [...told.values()].sort((a, b) => (a.stamp < b.stamp ? -1 : 1));
}

function holdTogether(seen: Map<string, string>, what: string, key: string, value: string): void {
  const before = seen.get(what + key);
  if (before !== undefined && before !== value)
    throw new Error(`The ${what} ${key} is both ${before} and ${value}`);
  seen.set(what + key, value);
}

/** What is left of an event without its dialect and without the blanks that say nothing. */
function meaningOf({ dialect: _, snapshot, ...rest }: Meant): string {
  const { tags, variables, ...person } = snapshot;
  const known = Object.entries(person).filter(([, value]) => !blank(value));
  return canonical([rest, Object.fromEntries(known), tags, Object.fromEntries(variables ?? [])]);
}
