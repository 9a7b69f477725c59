import { Command } from 'commander';
import type { CommandSetup } from '../command.ts';
import { connect } from '../connect/connect.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { examineLocal } from '../doctor/examineLocal.ts';
import { examineStage } from '../doctor/examineStage.ts';
import { printFindings } from '../doctor/printFindings.ts';
import { Problem } from '../problem.ts';
import { examples } from '../show/examples.ts';
import { counted } from '../show/numbers.ts';
import { printJson } from '../show/printJson.ts';

interface Options extends ConnectionOptions {
  readonly json?: true;
}

/** `crm doctor`: is all as it should be? */
export const doctor: CommandSetup = world => {
  const command = new Command('doctor')
    .summary('whether all is as it should be, and what to do')
    .description(
      'Looks at a stage from outside, from the webhook to the table: what is well, what is not, and what to do about it. It changes nothing; its one wrong token counts among the refused requests. Status 1 when something fails.',
    );
  return addConnectionOptions(command)
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .addHelpText(
      'after',
      examples([['crm doctor --stage prod', 'after a deploy, or when no events come']]),
    )
    .action(async ({ json, ...options }: Options) => {
      const connection = await connect(options, world);
      const { stack } = connection;
      const findings = await (stack === undefined
        ? examineLocal(connection, world)
        : examineStage(connection, stack, world));
      if (json) await printJson({ findings }, world);
      else await printFindings(findings, world);
      const failures = findings.filter(({ state }) => state === 'failure').length;
      if (failures > 0)
        throw new Problem(`${counted(failures, 'failure')}: each has what to do beside it`);
    });
};
