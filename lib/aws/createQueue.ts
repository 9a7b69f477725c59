import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Queue } from '../pipeline/ports.ts';
import { packBodies } from './packBodies.ts';

const PARALLEL = 8;

const late = (): Error => new Error('the queue did not take every message in time');

/** What the queue needs of time: `now` in epoch milliseconds, and a pause that grows with the round. */
export interface Patience {
  readonly now: () => number;
  readonly pause: (round: number) => Promise<void>;
}

/** A queue on SQS. One message alone goes by SendMessage, which costs less than a batch of one. */
export const createQueue = (
  client: SQSClient,
  queueUrl: string,
  { now, pause }: Patience,
): Queue => {
  const sendOnce = async (bodies: readonly string[]): Promise<readonly string[]> => {
    const [only] = bodies;
    if (bodies.length === 1 && only !== undefined) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: only }));
      return [];
    }
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: bodies.map((body, index) => ({ Id: String(index), MessageBody: body })),
      }),
    );
    return Failed.map(({ Id }) => bodies[Number(Id)]).filter(body => body !== undefined);
  };

  const sendUntil = async (bodies: readonly string[], deadline: number): Promise<void> => {
    let left = bodies;
    for (let round = 1; ; round += 1) {
      try {
        left = await sendOnce(left);
        if (left.length === 0) return;
      } catch (error) {
        if (now() >= deadline) throw error;
      }
      if (now() >= deadline) throw late();
      await pause(round);
    }
  };

  return {
    send: async (bodies, deadline) => {
      const batches = packBodies(bodies);
      const worker = async (): Promise<void> => {
        for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
          try {
            await sendUntil(batch, deadline);
          } catch (error) {
            // What is answered is decided: nobody begins another.
            batches.length = 0;
            throw error;
          }
          if (now() >= deadline && batches.length > 0) throw late();
        }
      };
      await Promise.all(Array.from({ length: Math.min(PARALLEL, batches.length) }, worker));
    },
  };
};
