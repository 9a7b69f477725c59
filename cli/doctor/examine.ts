import { checkRoute, checkSecret } from './checks/checkDoor.ts';
import { checkMapping, consumeTimeout } from './checks/checkFunctions.ts';
import { checkQueues } from './checks/checkQueues.ts';
import { checkStack } from './checks/checkStack.ts';
import { checkTable } from './checks/checkTable.ts';
import { checkAlarms, checkLastEvent } from './checks/checkWatching.ts';
import { type Finding, look } from './finding.ts';
import type { Patient } from './patient.ts';

/** Looks at a deployed stage from outside, from the door to the table. */
export const examine = async (patient: Patient): Promise<readonly Finding[]> => {
  const timeout = await consumeTimeout(patient).catch(() => undefined);
  const { sqs, connection } = patient;
  const findings = await Promise.all([
    look('stack', 'cloudformation:DescribeStacks', () => checkStack(patient)),
    look('secret', 'secretsmanager:GetSecretValue', () => checkSecret(patient)),
    look('route', 'secretsmanager:GetSecretValue', () => checkRoute(patient)),
    look('queues', 'sqs:GetQueueAttributes', () => checkQueues(sqs, connection, timeout)),
    look(
      'event source mapping',
      'cloudformation:DescribeStackResources, lambda:GetEventSourceMapping and lambda:GetFunctionConfiguration',
      () => checkMapping(patient),
    ),
    checkTable(patient),
    look('alarms', 'cloudformation:DescribeStackResources and cloudwatch:DescribeAlarms', () =>
      checkAlarms(patient),
    ),
    look('last event', 'cloudwatch:GetMetricStatistics', () => checkLastEvent(patient)),
  ]);
  return findings.flat();
};
