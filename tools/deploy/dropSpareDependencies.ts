/** A CloudFormation resource, as far as this file reads it. */
interface Resource {
  DependsOn?: string | string[];
  readonly Properties?: unknown;
}

/**
 * Takes out of a template each DependsOn that a reference says anyway. Serverless writes them, cfn-lint objects (W3005).
 * What is left in a template is then all meant, and a warning worth a look.
 *
 * @param resources changed in place
 */
export const dropSpareDependencies = (resources: Readonly<Record<string, Resource>>): void => {
  for (const resource of Object.values(resources)) {
    if (resource.DependsOn === undefined) continue;
    const referred = new Set(references(resource.Properties));
    const left = [resource.DependsOn].flat().filter(id => !referred.has(id));
    if (left.length > 0) resource.DependsOn = left;
    else delete resource.DependsOn;
  }
};

/** Logical ids named by `Ref` and `Fn::GetAtt`, at any depth. */
function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref' && typeof inner === 'string') yield inner;
    else if (key === 'Fn::GetAtt') yield String([inner].flat()[0]).split('.')[0] ?? '';
    else yield* references(inner);
  }
}
