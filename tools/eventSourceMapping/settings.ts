import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../clock.ts';
import type { Invoke } from './invoke.ts';

/** What became of one invocation's batch. */
export interface BatchOutcome {
  readonly messageIds: readonly string[];
  /** Left in the queue, to be seen again when their visibility timeout is over. */
  readonly failed: readonly string[];
  /** Done, yet not deleted: they will come once more. */
  readonly undeleted: readonly string[];
  /** Why the whole batch failed, when it did. */
  readonly problem?: string;
}

export interface EventSourceMappingSettings {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  /** Messages an invocation gets at most, 1 to 10,000. */
  readonly batchSize: number;
  /** Seconds spent gathering a batch, 0 to 300, at least 1 for a batch size over 10. */
  readonly windowSeconds: number;
  /** Invocations at a time, 2 to 1,000. Five where absent, which is what Lambda begins with. */
  readonly maximumConcurrency?: number | undefined;
  readonly reportBatchItemFailures: boolean;
  readonly invoke: Invoke;
  readonly clock: Clock;
  /** Told of what goes wrong: queue out of reach, batch failed, message not deleted. Printed where absent. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Told of each batch when it is settled. */
  readonly onBatch?: ((outcome: BatchOutcome) => void) | undefined;
  /** Seconds that a started mapping's receive waits for a message, 1 to 20, in the queue's own time. 1 where absent: `stop` has to sit one out. */
  readonly longPollSeconds?: number | undefined;
  /** Seconds that a received message stays hidden, in the queue's own time; the queue's own attribute where absent. */
  readonly visibilityTimeoutSeconds?: number | undefined;
}
