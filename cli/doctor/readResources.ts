import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';

/** Names of a stack's resources of a type, by their logical ids. */
export type Resources = (type: string) => ReadonlyMap<string, string>;

/** CloudFormation answers with a hundred resources at most: more than twice what the stack has. */
export const readResources = async (
  client: CloudFormationClient,
  stack: string,
): Promise<Resources> => {
  const { StackResources = [] } = await client.send(
    new DescribeStackResourcesCommand({ StackName: stack }),
  );
  return type =>
    new Map(
      StackResources.filter(({ ResourceType }) => ResourceType === type).map(
        ({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
          LogicalResourceId,
          PhysicalResourceId,
        ],
      ),
    );
};
