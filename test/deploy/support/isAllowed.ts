import { runSimulation } from '@cloud-copilot/iam-simulate';
import { account } from './stackArns.ts';

export interface Ask {
  readonly identityPolicies: readonly unknown[];
  readonly resourcePolicy?: unknown;
  readonly action: string;
  /** An ARN, or `*` for actions that are on nothing in particular. */
  readonly resource: string;
  /** Whether over TLS: yes, where absent. */
  readonly tls?: boolean;
}

/** Asks IAM's rules whether a role of our account may do something. Actions that cannot be on such a resource are denied. */
export const isAllowed = async (ask: Ask): Promise<boolean> => {
  const { identityPolicies, resourcePolicy, action, resource, tls = true } = ask;
  const answer = await runSimulation(
    {
      identityPolicies: identityPolicies.map((policy, index) => ({ name: `p${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy }),
      request: {
        principal: `arn:aws:iam::${account}:role/Asking`,
        action,
        resource: { resource, accountId: resource.split(':')[4] || account },
        contextVariables: { 'aws:SecureTransport': String(tls) },
      },
    },
    {},
  );
  // Asked for `*`, an action that is on something is tried on whatever the policies name: we ask for that by name.
  if (answer.resultType === 'wildcard' && resource === '*') return false;
  if (answer.resultType !== 'error') return answer.overallResult === 'Allowed';
  const { message } = answer.errors;
  if (message === 'no.resource.types' || message === 'must.use.wildcard') return false;
  throw new Error(`${action} on ${resource}: ${message} ${JSON.stringify(answer.errors)}`);
};
