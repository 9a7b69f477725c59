import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Where the template is linted for: old and new, east and west. */
const regions = ['us-east-1', 'eu-central-1', 'ap-southeast-1'];

/**
 * Asks cfn-lint about the template that was compiled in a project's folder, with all its rules.
 *
 * @throws Error with what it said
 */
export const lintTemplate = (programs: string, folder: string): void => {
  const template = join(folder, '.serverless', 'cloudformation-template-update-stack.json');
  try {
    execFileSync(join(programs, 'cfn-lint'), ['--regions', ...regions, '--template', template], {
      encoding: 'utf8',
    });
  } catch (error) {
    throw new Error(String((error as { stdout?: unknown }).stdout), { cause: error });
  }
};
