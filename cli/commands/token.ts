import { Command } from 'commander';
import type { CommandSetup } from '../command.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { withSecret } from '../connect/withSecret.ts';
import { examples } from '../show/examples.ts';
import type { ChangeOptions } from '../token/changeOptions.ts';
import { explainSecret } from '../token/explainSecret.ts';
import { retire } from '../token/retire.ts';
import { rotate } from '../token/rotate.ts';
import { mayShowUrl } from '../url/webhookUrl.ts';

type Options = ConnectionOptions & ChangeOptions;

/** `crm token rotate` and `crm token retire`: a new end for the webhook's URL. */
export const token: CommandSetup = world => {
  const subcommand = (name: string, description: string, yes: string): Command =>
    addConnectionOptions(new Command(name).description(description).option('--yes', yes)).option(
      '--json',
      'answer for programs: docs/cli.md has the shape',
    );

  const rotation = subcommand(
    'rotate',
    'Makes a new token and prints its URL. The one before stays valid for 48 hours.',
    'do not ask, and show the URL also where this is no terminal',
  ).action(async ({ yes, json, ...options }: Options) => {
    mayShowUrl(yes, world);
    await withSecret(options, world, (store, connection) =>
      explainSecret(() => rotate(store, connection, { yes, json }, world)),
    );
  });

  const retirement = subcommand(
    'retire',
    'Ends the token before the present one now, not after 48 hours. Functions that have read it may let it pass for five minutes more.',
    'do not ask',
  ).action(async ({ yes, json, ...options }: Options) => {
    await withSecret(options, world, store =>
      explainSecret(() => retire(store, { yes, json }, world)),
    );
  });

  const command = new Command('token')
    .summary('change the secret at the end of the URL')
    .description(
      "Changes the secret at the end of the webhook's URL: when somebody has it who should not, or once a year.",
    );
  for (const each of [rotation, retirement]) command.addCommand(each);
  return command.addHelpText(
    'after',
    examples([
      ['crm token rotate --stage prod', 'a new URL; the one before works for two days'],
      ['crm token retire --stage prod', 'ends the one before now'],
    ]),
  );
};
