import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/**
 * Reads the outputs of a CloudFormation stack: for tools, not for the functions.
 *
 * @returns undefined where there is no stack of this name
 */
export const readStackOutputs = async (
  client: CloudFormationClient,
  stack: string,
): Promise<ReadonlyMap<string, string> | undefined> => {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    return new Map(
      (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
        OutputKey,
        OutputValue,
      ]),
    );
  } catch (error) {
    // So CloudFormation answers where there is none.
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
};
