import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');
const copied = ['cli', 'handlers', 'lib', 'resources', 'tools', 'crm.config.ts', 'package.json'];

/** A copy of the project that a test may change, and run `npm start` in without meeting another. */
export function copyProject() {
  const root = mkdtempSync(join(tmpdir(), 'crm-start-'));
  for (const name of [...copied, 'serverless.yml']) {
    cpSync(join(project, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  return {
    root,
    /** Replaces a text in one of its files, which must have it. */
    change(file: string, from: string, to: string) {
      const text = readFileSync(join(root, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      writeFileSync(join(root, file), text.replace(from, to));
    },
    start: (...options: readonly string[]) => start(root, options),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

export type Project = ReturnType<typeof copyProject>;

/** What `npm start` runs, with its output. */
function start(root: string, options: readonly string[]) {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const child = spawn(process.execPath, ['tools/local/start.ts', ...options], {
    cwd: root,
    // CI is where picocolors would colour a pipe; the profile is a user's own, which must not get in.
    env: { ...env, CI: 'true', AWS_PROFILE: 'of-a-real-account' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => {
    output.stdout += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    output.stderr += text.toString();
  });
  return {
    child,
    output,
    /** Resolves to the exit status when all its output has been read. */
    ended: once(child, 'close').then(([status]) => status as number | null),
    /** Resolves when stdout has the text; rejects when the process ends without it. */
    until: (text: string) => until(child, output, text),
  };
}

async function until(
  child: ChildProcess,
  output: { readonly stdout: string; readonly stderr: string },
  text: string,
): Promise<void> {
  const closed = once(child, 'close').then(() => {
    throw new Error(`ended without "${text}": ${output.stdout}${output.stderr}`);
  });
  closed.catch(() => {});
  while (!output.stdout.includes(text)) {
    if (child.stdout === null) throw new Error('no stdout');
    await Promise.race([once(child.stdout, 'data'), closed]);
  }
}
