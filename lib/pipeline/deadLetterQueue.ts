/** A message of the dead-letter queue as it was received. */
export interface ReceivedLetter {
  readonly id: string;
  /** What names it while it is hidden. */
  readonly receipt: string;
  readonly body: string;
  /** When it was first sent: epoch milliseconds. SQS keeps this over a redrive. */
  readonly sentAt: number;
}

/** The dead-letter queue, as those need it who read it. */
export interface DeadLetterQueue {
  /** Some letters, hidden from others for so long; none once the whole queue was asked and showed none. */
  readonly receive: (hideSeconds: number) => Promise<readonly ReceivedLetter[]>;
  /** Lets others see them again. */
  readonly giveBack: (receipts: readonly string[]) => Promise<void>;
  /** @throws when one of them could not be deleted */
  readonly remove: (receipts: readonly string[]) => Promise<void>;
  /** About how many there are, hidden ones included. */
  readonly count: () => Promise<number>;
}
