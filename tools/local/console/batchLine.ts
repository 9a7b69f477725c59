import type { BatchOutcome } from '../../eventSourceMapping/settings.ts';
import type { Colors } from './colours.ts';

/** What became of one batch of messages, on one line. */
export function batchLine(
  name: string,
  { messageIds, failed, undeleted }: BatchOutcome,
  colours: Colors,
): string {
  const what = `${name} ${count(messageIds.length, 'message')}`.padEnd(28);
  const done = messageIds.length - failed.length;
  const parts = [
    ...(done > 0 ? [colours.green(`${done} done`)] : []),
    ...(failed.length > 0 ? [colours.red(`${failed.length} back to the queue`)] : []),
    ...(undeleted.length > 0 ? [colours.yellow(`${undeleted.length} not deleted`)] : []),
  ];
  return `${what} ${parts.join(', ')}`;
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
