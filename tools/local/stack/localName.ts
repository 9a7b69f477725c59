const typeSuffix = /(Table|Queue|Secret)$/;

/**
 * What a resource is called locally, from its logical id: `DeadLettersQueue` → `dead-letters`.
 * On AWS CloudFormation makes up a name of its own.
 */
export function localName(logicalId: string): string {
  const stem = logicalId.replace(typeSuffix, '') || logicalId;
  return stem.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
