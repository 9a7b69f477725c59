import { Command } from 'commander';
import { readTokens } from '../../lib/pipeline/rotateToken.ts';
import type { CommandSetup } from '../command.ts';
import { connect } from '../connect/connect.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { withSecret } from '../connect/withSecret.ts';
import { examples } from '../show/examples.ts';
import { note } from '../show/note.ts';
import { explainSecret } from '../token/explainSecret.ts';
import { localUrl, mayShowUrl, printUrl, webhookUrl } from '../url/webhookUrl.ts';

interface Options extends ConnectionOptions {
  readonly yes?: true;
  readonly json?: true;
}

/** `crm url`: the URL to paste into the bot. */
export const url: CommandSetup = world => {
  const command = new Command('url')
    .summary('the URL to paste into the bot')
    .description(
      "Prints the URL to paste into the bot's webhook settings. Its last part is a secret: whoever has it can post. On a terminal only, or with --yes.",
    )
    .option('--yes', 'also where this is no terminal');
  return addConnectionOptions(command)
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .addHelpText(
      'after',
      examples([
        ['crm url --stage prod', 'what to paste'],
        ['crm url', 'of the stack that npm start runs'],
      ]),
    )
    .action(async ({ yes, json, ...options }: Options) => {
      mayShowUrl(yes, world);
      if (options.stage === undefined) {
        return printUrl(localUrl(await connect(options, world)), json, world);
      }
      await withSecret(options, world, async (store, connection) => {
        const { secret } = await explainSecret(() => readTokens(store));
        printUrl(webhookUrl(connection, secret.current), json, world);
        if (!json)
          note(
            "Paste it into the bot's settings, or a flow's “Send webhook”. Treat it as a password.",
            world,
          );
      });
    });
};
