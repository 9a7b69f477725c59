import { encodeEvent } from './encode/encodeEvent.ts';
import type { Happening } from './invent/happening.ts';
import { story } from './invent/story.ts';
import type { Meant } from './meant.ts';
import { createRandom, type Random } from './random.ts';

/** One request of the sender. */
export interface Sent {
  /** What is posted: nearly always one event, sometimes several. `JSON.stringify` spells it. */
  readonly body: readonly unknown[];
  /** What each event of the body means, in the same order. */
  readonly meant: readonly Meant[];
  /** This request is an identical copy of an earlier one: of the one with this number, counted from 0. */
  readonly repeatOf?: number;
  /** It arrives after a newer event has been sent. */
  readonly late?: true;
}

export interface TrafficOptions {
  /** Events in all, repeats included. A smaller count gives the beginning of a greater one. */
  readonly count: number;
  /** A whole number of 32 bits. The same seed and start give the same traffic. */
  readonly seed: number;
  /** Epoch milliseconds: what the oldest event is dated, to the second. */
  readonly start: number;
}

const REPEATED = 0.04;
const LATE = 0.04;
const SEVERAL = 0.03;

/** Invented traffic of a company with several bots, as SendPulse would deliver it: mostly in order, mostly once. */
export function* traffic({ count, seed, start }: TrafficOptions): Generator<Sent, void> {
  let left = count;
  for (const sent of endlessTraffic(createRandom(seed), start)) {
    if (left <= 0) return;
    yield sent.body.length <= left ? sent : cut(sent, left);
    left -= sent.body.length;
  }
}

/** The last request, cut to what is left of the count. Cut, a copy is no identical copy any more. */
const cut = ({ body, meant, late }: Sent, left: number): Sent => ({
  body: body.slice(0, left),
  meant: meant.slice(0, left),
  ...(late ? { late } : {}),
});

function* endlessTraffic(random: Random, start: number): Generator<Sent, never> {
  const events = story(random, start);
  let number = 0;
  let newest = '';
  let held: { readonly until: string; readonly happening: Happening }[] = [];
  let copies: { readonly due: number; readonly sent: Sent; readonly of: number }[] = [];

  function* send(happenings: readonly Happening[]): Generator<Sent, void> {
    const late = happenings.some(({ meant }) => meant.at < newest);
    const sent: Sent = {
      body: happenings.map(encodeEvent),
      meant: happenings.map(({ meant }) => meant),
      ...(late ? { late } : {}),
    };
    newest = happenings.reduce((at, { meant }) => (meant.at > at ? meant.at : at), newest);
    if (random.chance(REPEATED)) {
      // A sender that got no answer tries again at once, or a while later.
      const after = random.chance(0.5) ? 0 : random.between(1, 60);
      copies.push({ due: number + after, sent, of: number });
    }
    number++;
    yield sent;
  }

  for (;;) {
    const happening = events.next().value;
    if (random.chance(LATE)) {
      const seconds = random.chance(0.5) ? random.between(1, 30) : random.between(30, 900);
      held.push({ until: later(happening.meant.at, seconds), happening });
      continue;
    }
    const more = random.chance(SEVERAL) ? random.between(1, 4) : 0;
    yield* send([happening, ...Array.from({ length: more }, () => events.next().value)]);

    for (const { happening: waiting } of held.filter(({ until }) => until <= newest)) {
      yield* send([waiting]);
    }
    held = held.filter(({ until }) => until > newest);

    for (const { sent, of } of copies.filter(({ due }) => due < number)) {
      number++;
      yield { body: sent.body, meant: sent.meant, repeatOf: of };
    }
    copies = copies.filter(({ due }) => due >= number);
  }
}

const later = (at: string, seconds: number): string =>
  new Date(Date.parse(at) + seconds * 1000).toISOString();
