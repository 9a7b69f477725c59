import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from './copyProject.ts';
import { runServerless } from './runServerless.ts';
import type { Template } from './template.ts';

export interface PackageOptions {
  readonly stage?: string;
  readonly region?: string;
  /** As by `--param="name=value"`. */
  readonly params?: Readonly<Record<string, string>>;
}

export interface PackagedStack {
  readonly template: Template;
  /** What Serverless wrote on the terminal. */
  readonly output: string;
  /** The path of a function's zip. */
  zip(functionName: string): string;
  remove(): void;
}

/**
 * Packages a copy of the project as a deploy would, without any AWS credentials.
 *
 * @throws Error with all that Serverless said, where it fails
 */
export const packageStack = async (
  root: string,
  { stage, region, params = {} }: PackageOptions = {},
): Promise<PackagedStack> => {
  const { folder, remove } = copyProject(root);
  const { status, output } = await runServerless(folder, [
    'package',
    ...(stage === undefined ? [] : ['--stage', stage]),
    ...(region === undefined ? [] : ['--region', region]),
    ...Object.entries(params).map(([name, value]) => `--param=${name}=${value}`),
  ]);
  if (status !== 0) {
    remove();
    throw new Error(output);
  }
  const packaged = join(folder, '.serverless');
  const file = join(packaged, 'cloudformation-template-update-stack.json');
  return {
    template: JSON.parse(readFileSync(file, 'utf8')) as Template,
    output,
    zip: functionName => join(packaged, `${functionName}.zip`),
    remove,
  };
};
