import {
  at,
  children,
  isThere,
  type Node,
  type Resources,
  StackError,
  text,
} from './configReader.ts';
import { describeFunctions } from './describeFunctions.ts';
import { describeMapping } from './describeMapping.ts';
import { describeQueues } from './describeQueues.ts';
import { describeSecret } from './describeSecret.ts';
import { describeTable } from './describeTable.ts';
import type { Stack } from './stack.ts';

/**
 * Takes from a parsed `serverless.yml` what the local stack and the tests need. Roles are told by
 * what is connected with what: the queue of events is the one that feeds a function.
 *
 * @param config with `!Ref X` as `{ Ref: 'X' }` and `!GetAtt X.Y` as `{ 'Fn::GetAtt': ['X', 'Y'] }`
 * @throws {StackError} for the first value that is missing or contradicts another
 */
export function describeStack(config: unknown): Stack {
  const root: Node = { path: '', value: config };
  const resources = children(at(root, 'resources', 'Resources'));
  const ofType = (type: string): Resources =>
    resources.filter(([, node]) => at(node, 'Type').value === type);
  const service = text(at(root, 'service'));
  const stage = textOr(at(root, 'provider', 'stage'), 'dev');
  const functions = describeFunctions(root, `${service}-${stage}`);
  const { mapping, queueId, node } = describeMapping(at(root, 'functions'));
  const queues = describeQueues(ofType('AWS::SQS::Queue'), queueId, node.path);
  const consumerTimeout = functions[mapping.function]?.timeoutSeconds ?? 0;
  if (queues.events.visibilityTimeoutSeconds < consumerTimeout) {
    throw new StackError(
      `resources.Resources.${queueId}.Properties.VisibilityTimeout`,
      `is ${queues.events.visibilityTimeoutSeconds}, less than the ${consumerTimeout} of functions.${mapping.function}.timeout: AWS refuses that`,
    );
  }
  return {
    service,
    stage,
    region: textOr(at(root, 'provider', 'region'), 'us-east-1'),
    table: describeTable(onlyOne(ofType('AWS::DynamoDB::Table'), 'AWS::DynamoDB::Table')),
    queues,
    secret: describeSecret(
      onlyOne(ofType('AWS::SecretsManager::Secret'), 'AWS::SecretsManager::Secret'),
    ),
    functions,
    mapping,
  };
}

function textOr(node: Node, otherwise: string): string {
  return isThere(node) ? unlessUnresolved(text(node), otherwise) : otherwise;
}

/** Outside of `serverless` a `${…}` stays as it is written. */
function unlessUnresolved(value: string, otherwise: string): string {
  return value.includes('${') ? otherwise : value;
}

function onlyOne(found: Resources, type: string): readonly [string, Node] {
  const [first] = found;
  if (first === undefined) {
    throw new StackError('resources.Resources', `has no ${type}: the local stack needs one`);
  }
  if (found.length > 1) {
    const ids = found.map(([id]) => id).join(', ');
    throw new StackError('resources.Resources', `has more than one ${type} (${ids})`);
  }
  return first;
}
