import { checkFunctions, checkMapping } from './checks/checkFunctions.ts';
import { checkLastEvent } from './checks/checkLastEvent.ts';
import { checkQueues, checkVisibility } from './checks/checkQueues.ts';
import { checkRoute } from './checks/checkRoute.ts';
import { checkSecret } from './checks/checkSecret.ts';
import { checkStack } from './checks/checkStack.ts';
import { checkTable } from './checks/checkTable.ts';
import { checkAlarms, checkOldestEvent } from './checks/checkWatching.ts';
import { type Finding, look } from './finding.ts';
import type { Patient } from './patient.ts';

const RESOURCES = 'cloudformation:DescribeStackResources';
const CONFIGURATION = 'lambda:GetFunctionConfiguration';

/** Looks at a deployed stage from outside, from the door to the table; none of the looks waits for another. */
export const examine = async (patient: Patient): Promise<readonly Finding[]> => {
  const { sqs, connection } = patient;
  const findings = await Promise.all([
    look('stack', 'cloudformation:DescribeStacks', () => checkStack(patient)),
    look('secret', 'secretsmanager:GetSecretValue', () => checkSecret(patient)),
    checkRoute(connection.apiUrl, patient.now),
    look('functions', `${RESOURCES} and ${CONFIGURATION}`, () => checkFunctions(patient)),
    look('event source mapping', `${RESOURCES} and lambda:GetEventSourceMapping`, () =>
      checkMapping(patient),
    ),
    look('queues', 'sqs:GetQueueAttributes', () => checkQueues(sqs, connection)),
    look('visibility', `${RESOURCES}, ${CONFIGURATION} and sqs:GetQueueAttributes`, () =>
      checkVisibility(patient),
    ),
    look('oldest event', 'cloudwatch:GetMetricStatistics', () => checkOldestEvent(patient)),
    checkTable(patient),
    look('alarms', `${RESOURCES} and cloudwatch:DescribeAlarms`, () => checkAlarms(patient)),
    checkLastEvent(patient),
  ]);
  return findings.flat();
};
