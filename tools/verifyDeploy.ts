import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyProject } from './deploy/copyProject.ts';
import { CheckFailedError, createChecks } from './deploy/createChecks.ts';
import { createAwsCli } from './deploy/moto/awsCli.ts';
import { lintTemplate } from './deploy/moto/lintTemplate.ts';
import { makeVenv } from './deploy/moto/makeVenv.ts';
import { startMoto } from './deploy/moto/startMoto.ts';
import type { Verification } from './deploy/moto/verification.ts';
import { verifyAnswers } from './deploy/moto/verifyAnswers.ts';
import { verifyRemoved } from './deploy/moto/verifyRemoved.ts';
import { verifyResources } from './deploy/moto/verifyResources.ts';
import { runServerless } from './deploy/runServerless.ts';

/**
 * `npm run verify:deploy`: deploys the bridge for real, to moto in place of AWS; runs what was uploaded, with the
 * environment that was deployed; asks the table with the AWS CLI and with crm; deploys again, and removes the stack.
 * docs/operations.md lists what moto cannot do.
 */
const root = join(import.meta.dirname, '..');
const stage = 'verify';
const region = 'eu-central-1';
const checks = createChecks(line => console.log(line));
const cleanups: (() => unknown)[] = [];
try {
  await verify();
} catch (error) {
  if (!(error instanceof CheckFailedError)) throw error;
} finally {
  for (const cleanup of cleanups.reverse()) await cleanup();
}
process.exitCode = checks.close();

async function verify(): Promise<void> {
  const programs = makeVenv(root);
  const logs = join(root, '.cache');
  mkdirSync(logs, { recursive: true });
  const moto = await startMoto(programs, join(logs, 'moto.log'));
  cleanups.push(moto.stop);
  const project = copyProject(root);
  cleanups.push(project.remove);
  const scratch = mkdtempSync(join(tmpdir(), 'crm-verify-'));
  cleanups.push(() => rmSync(scratch, { recursive: true }));

  const environment = {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'verify',
    AWS_SECRET_ACCESS_KEY: 'verify',
  };
  const serverless = async (...args: readonly string[]): Promise<string> => {
    const { status, output } = await runServerless(project.folder, [...args, '--stage', stage], {
      ...environment,
      AWS_ENDPOINT_URL: moto.endpoint,
    });
    if (status !== 0) throw new Error(output);
    return output;
  };
  const verification: Verification = {
    check: checks.check,
    aws: createAwsCli(programs, moto.endpoint, environment),
    endpoint: moto.endpoint,
    environment,
    root,
    scratch,
    stage,
    stack: `crm-bridge-${stage}`,
  };

  const said = await checks.check('serverless deploy makes the stack', () => serverless('deploy'));
  await checks.check('the deploy ends with what to do next, as commands', () => {
    const commands = said.match(/npm run crm -- \w+ --stage \w+ --region [\w-]+/g) ?? [];
    if (commands.length < 3) throw new Error(said);
  });
  await checks.check('cfn-lint has nothing to say about the compiled template', () =>
    lintTemplate(programs, project.folder),
  );
  const first = await verifyResources(verification);
  await verifyAnswers(verification, first, 'after the first deploy');

  await checks.check('serverless deploy, after a change, updates the stack', () => {
    const config = join(project.folder, 'crm.config.ts');
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace('// defaultCountry', 'defaultCountry'),
    );
    return serverless('deploy', '--param=tokenCacheSeconds=60');
  });
  const second = await verifyResources(verification, first);
  await verifyAnswers(verification, second, 'after the second deploy');

  await checks.check('serverless remove takes the stack away', () => serverless('remove'));
  await verifyRemoved(verification, second);
}
