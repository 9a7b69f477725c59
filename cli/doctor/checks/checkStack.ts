import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type Finding, must, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

const WELL = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'];

/** The stack's own state. */
export const checkStack = async ({
  cloudFormation,
  stack,
}: Patient): Promise<readonly Finding[]> => {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
  const status = Stacks?.[0]?.StackStatus ?? 'unknown';
  if (/_IN_PROGRESS$/.test(status))
    return [warning('stack', status, 'wait until the deploy is through, and look again')];
  const remedy = 'CloudFormation’s events in the console tell what failed; then deploy again';
  return status === 'UPDATE_ROLLBACK_COMPLETE'
    ? [warning('stack', `${status}: the last deploy failed, the one before it runs`, remedy)]
    : [must(WELL.includes(status), 'stack', status, remedy)];
};
