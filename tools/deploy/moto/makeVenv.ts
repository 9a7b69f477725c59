import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const requirements = join(import.meta.dirname, 'requirements.txt');

/**
 * Makes the virtual environment that `verify:deploy` takes its Python programs from, in `.venv`, unless it is there as
 * `requirements.txt` has it. Takes a minute or two the first time.
 *
 * @returns the folder of the programs
 */
export const makeVenv = (root: string): string => {
  const folder = join(root, '.venv');
  const programs = join(folder, 'bin');
  const made = join(folder, 'requirements.txt');
  if (!existsSync(made) || readFileSync(made, 'utf8') !== readFileSync(requirements, 'utf8')) {
    const run = (program: string, ...args: string[]) =>
      execFileSync(program, args, { stdio: 'inherit' });
    run('python3', '-m', 'venv', folder);
    run(join(programs, 'pip'), 'install', '--quiet', '--requirement', requirements);
    copyFileSync(requirements, made);
  }
  return programs;
};
