import {
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { type Finding, must, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** The stack's own state. */
export const checkStack = async ({
  cloudFormation,
  stack,
}: Patient): Promise<readonly Finding[]> => {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
  const status = Stacks?.[0]?.StackStatus ?? 'unknown';
  if (/_IN_PROGRESS$/.test(status))
    return [warning('stack', status, 'wait until the deploy is through, and look again')];
  return [
    must(
      ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'].includes(status),
      'stack',
      status,
      'deploy it again; CloudFormation’s events in the console tell what failed',
    ),
  ];
};

/** Names of the stack's resources of one type, by their logical ids. */
export const resourcesOf = async (
  { cloudFormation, stack }: Patient,
  type: string,
): Promise<ReadonlyMap<string, string>> => {
  const { StackResources = [] } = await cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: stack }),
  );
  return new Map(
    StackResources.filter(({ ResourceType }) => ResourceType === type).map(
      ({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
        LogicalResourceId,
        PhysicalResourceId,
      ],
    ),
  );
};

/** A clock that is far off signs requests that AWS refuses, and dates corrections wrongly. */
export const checkClock = (serverDate: string | null, now: number): readonly Finding[] => {
  if (serverDate === null) return [];
  const seconds = Math.round(Math.abs(now - Date.parse(serverDate)) / 1000);
  return [
    seconds <= 60
      ? ok('clock', `within ${Math.max(seconds, 1)} s of AWS's`)
      : warning(
          'clock',
          `${seconds} s off AWS's`,
          'set this machine’s clock: corrections and erasures are dated by it',
        ),
  ];
};
