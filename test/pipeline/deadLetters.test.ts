import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createDeadLetterQueue } from '../../lib/aws/createDeadLetterQueue.ts';
import { createQueue } from '../../lib/aws/createQueue.ts';
import { createReplay } from '../../lib/pipeline/createReplay.ts';
import { writeEventLetter, writeTextLetter } from '../../lib/pipeline/deadLetter.ts';
import type { DeadLetterQueue } from '../../lib/pipeline/deadLetterQueue.ts';
import { eraseLetters } from '../../lib/pipeline/eraseLetters.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import type { Queue } from '../../lib/pipeline/ports.ts';
import { readDeadLetters } from '../../lib/pipeline/readDeadLetters.ts';
import { replayLetter } from '../../lib/pipeline/replayLetter.ts';
import {
  createTestContext,
  noPause,
  RECEIVED_AT,
  type TestContext,
} from '../support/testContext.ts';

const why = {
  reason: 'x',
  from: 'receive',
  failed_at: RECEIVED_AT,
  received_at: RECEIVED_AT,
} as const;

let context: TestContext;
let letters: DeadLetterQueue;
let events: Queue;
beforeAll(async () => {
  context = await createTestContext();
  const { sqs } = context.engines;
  const patience = { now: Date.now, pause: noPause };
  letters = createDeadLetterQueue(sqs.client, context.queues.deadLetters.url, 0);
  events = createQueue(sqs.client, context.queues.events.url, patience);
});
afterAll(() => context.stop());
beforeEach(async () => {
  await context.take('events');
  for await (const letter of readDeadLetters(letters)) await letter.remove();
});

const deadline = () => Date.now() + 5000;
const send = (...bodies: readonly string[]) => context.deadLetters.send(bodies, deadline());
const event = (id: string) => `{"title":"t","contact":{"id":"${id}"},"date":1700000000}`;
const eventLetter = (id: string) => writeEventLetter(why, event(id));

const read = async (queue = letters): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { contactId, text } of readDeadLetters(queue))
    found.push(contactId ?? text ?? '');
  return found.sort((a, b) => (a < b ? -1 : 1));
};

describe('reading', () => {
  test('gives every letter back at once, also when it ends early or fails', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `c${index}`).sort((a, b) =>
      a < b ? -1 : 1,
    );
    await send(...ids.map(eventLetter));
    expect(await read()).toEqual(ids);
    for await (const _ of readDeadLetters(letters)) break;
    expect(await read()).toEqual(ids);
    const failing = async (): Promise<void> => {
      for await (const _ of readDeadLetters(letters)) throw new Error('enough');
    };
    await expect(failing()).rejects.toThrow('enough');
    expect(await read()).toEqual(ids);
  });

  test('tells how many hide, because somebody else reads', async () => {
    await send(eventLetter('a'), eventLetter('b'));
    const other = readDeadLetters(letters);
    await other.next();
    const hidden: number[] = [];
    for await (const _ of readDeadLetters(letters, count => hidden.push(count)));
    expect(hidden).toEqual([2]);
    await other.return();
    expect(await read()).toEqual(['a', 'b']);
  });

  test('removes what it is told to, and nothing else', async () => {
    await send(eventLetter('a'), eventLetter('b'), eventLetter('c'));
    for await (const letter of readDeadLetters(letters)) {
      if (letter.contactId === 'b') await letter.remove();
    }
    expect(await read()).toEqual(['a', 'c']);
  });
});

test('a replay ends though the consumer refuses at once what it sends, and each letter is tried once', async () => {
  const replay = createReplay({ events, deadLetters: context.deadLetters, now: Date.now }, 5000);
  await send(eventLetter('a'));
  const outcomes: (string | undefined)[] = [];
  for await (const letter of readDeadLetters(letters)) {
    outcomes.push(await replay(letter));
    if (outcomes.length < 5)
      await send(writeEventLetter({ ...why, reason: 'refused again' }, event('a')));
  }
  expect(outcomes[0]).toBeUndefined();
  expect(new Set(outcomes.slice(1))).toEqual(
    new Set(['replayed just now, and here again: refused again']),
  );
  expect(await context.take('events')).toHaveLength(1);
  expect(new Set(await read())).toEqual(new Set(['a']));
});

/** What is at hand dies before the call of this number; what it hid comes back, as it would when its time is over. */
const dying = (calls: number) => {
  let left = calls;
  const receipts: string[] = [];
  const live =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      left -= 1;
      if (left < 0) throw new Error('the process died');
      return call(...args);
    };
  const receive = live(letters.receive);
  return {
    letters: {
      receive: async (seconds: number) => {
        const received = await receive(seconds);
        receipts.push(...received.map(({ receipt }) => receipt));
        return received;
      },
      giveBack: live(letters.giveBack),
      remove: live(letters.remove),
      count: live(letters.count),
    },
    events: { send: live(events.send) },
    deadLetters: { send: live(context.deadLetters.send) },
    comeBack: () => letters.giveBack(receipts),
  };
};

/** Does something with one run after another, each of which dies a call later, until one lives. */
const killedAnywhere = async (
  begin: () => Promise<void>,
  work: (stage: ReturnType<typeof dying>) => Promise<void>,
  check: () => Promise<void>,
): Promise<void> => {
  let died = 0;
  for (let calls = 0; ; calls += 1) {
    await begin();
    const stage = dying(calls);
    const outcome = await work(stage).catch(() => 'died');
    await stage.comeBack();
    await work(dying(Number.POSITIVE_INFINITY));
    await check();
    if (outcome !== 'died') break;
    died += 1;
  }
  expect(died).toBeGreaterThan(3);
};

describe('killed between any two calls', () => {
  test('a replay loses nothing, and another finishes it', async () => {
    const moved = encodeEventMessage({ received_at: RECEIVED_AT, raw: event('moved') });
    const body = `[${event('a')},1]`;
    await killedAnywhere(
      () => send(eventLetter('b'), moved, writeTextLetter(why, body), writeEventLetter(why, '1')),
      async stage => {
        for await (const letter of readDeadLetters(stage.letters)) {
          await replayLetter(letter, { ...stage, deadline: 0 });
        }
      },
      async () => {
        const replayed = await context.take('events');
        expect(new Set(replayed.map(each => JSON.stringify(each)))).toEqual(
          new Set(
            ['a', 'b', 'moved'].map(id => `{"received_at":"${RECEIVED_AT}","event":${event(id)}}`),
          ),
        );
        // What can't be an event is a letter still: of the body a new one, once for each time that it was tried.
        const left: (string | undefined)[] = [];
        for await (const letter of readDeadLetters(letters)) {
          left.push(letter.event);
          await letter.remove();
        }
        expect(new Set(left)).toEqual(new Set(['1']));
      },
    );
  });

  test('what erases a person’s letters is finished by another, and spares the others', async () => {
    await killedAnywhere(
      () => send(eventLetter('a'), eventLetter('b'), writeTextLetter(why, '{"id":"a"')),
      async stage => void (await eraseLetters(['a'], stage.letters)),
      async () => {
        expect(await read()).toEqual(['b']);
        for await (const letter of readDeadLetters(letters)) await letter.remove();
      },
    );
  });
});
