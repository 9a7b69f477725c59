import type { PackagedStack } from '../../../tools/deploy/packageStack.ts';
import { startZipFunction } from '../../../tools/deploy/zip/startZipFunction.ts';
import type { StartContainer } from '../../support/bridge/container.ts';

/** Starts functions from the zips of a packaged stack, with all of the environment that its template gives them. */
export const zipContainer =
  ({ template, zip }: PackagedStack): StartContainer =>
  (name, environment) => {
    const { Handler, Environment } = functionOf(template, name);
    return startZipFunction({
      zip: zip(name),
      handler: Handler,
      // What a variable of serverless.yml fills in is filled in there alone.
      environment: { ...environment, ...literals(Environment.Variables) },
    });
  };

interface LambdaFunction {
  readonly Handler: string;
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

const functionOf = ({ Resources }: PackagedStack['template'], name: string): LambdaFunction => {
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`;
  return Resources[id]?.Properties as unknown as LambdaFunction;
};

/** References to resources are given by whoever made those. */
const literals = (variables: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
