import { at, type Node, text, wholeNumber } from './configReader.ts';
import { localName } from './localName.ts';
import type { SecretDescription } from './stack.ts';

/** How the webhook's token is made, from an `AWS::SecretsManager::Secret`. */
export function describeSecret([logicalId, node]: readonly [string, Node]): SecretDescription {
  const generate = at(node, 'Properties', 'GenerateSecretString');
  return {
    logicalId,
    name: localName(logicalId),
    tokenKey: text(at(generate, 'GenerateStringKey')),
    tokenLength: wholeNumber(at(generate, 'PasswordLength'), [1, 4096]),
  };
}
