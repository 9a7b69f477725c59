import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import {
  previousUntil,
  readWebhookSecret,
  retireSecret,
  rotateSecret,
} from '../../lib/pipeline/webhookSecret.ts';

import type { CommandSetup } from '../command.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { withSecret } from '../connect/withSecret.ts';
import { Problem } from '../problem.ts';
import { confirm } from '../read/confirm.ts';
import { examples } from '../show/examples.ts';
import { note } from '../show/note.ts';
import { timeForPeople } from '../show/times.ts';
import { makeToken } from '../token/makeToken.ts';
import { mayShowUrl, printUrl, webhookUrl } from '../url/webhookUrl.ts';

interface Options extends ConnectionOptions {
  readonly yes?: true;
  readonly json?: true;
}

/** A container reads the secret again for a token that it does not know, once a second at most: then all know it. */
const UNTIL_KNOWN_MS = 2000;

/** `crm token rotate` and `crm token retire`: a new end for the webhook's URL. */
export const token: CommandSetup = world => {
  const withOptions = (command: Command): Command =>
    addConnectionOptions(command)
      .option('--yes', 'do not ask, and show the URL also where this is no terminal')
      .option('--json', 'answer for programs: docs/cli.md has the shape');

  const rotate = withOptions(
    new Command('rotate').description(
      'Makes a new token and prints its URL. The one before stays valid for 48 hours.',
    ),
  ).action(async ({ yes, json, ...options }: Options) => {
    mayShowUrl(yes, world);
    await withSecret(options, world, async (store, connection) => {
      const { text, version } = await store.read();
      const secret = readWebhookSecret(text);
      const until = previousUntil(secret, world.now());
      if (until !== undefined) {
        note(
          `The token before this one is valid until ${timeForPeople(until)} UTC: it would end now.`,
          world,
        );
        if (!(await confirm('Rotate all the same?', yes, world)))
          return note('Nothing was changed.', world);
      }
      const made = makeToken();
      if ((await store.read()).version !== version)
        throw new Problem('somebody else is rotating: look with crm url, and try again');
      const rotated = rotateSecret(secret, made, world.now());
      const url = webhookUrl(connection, made);
      await store.write(JSON.stringify(rotated), randomUUID());
      await world.sleep(UNTIL_KNOWN_MS);
      if (readWebhookSecret((await store.read()).text).current !== made) {
        throw new Problem(
          'somebody else rotated at the same time, and theirs counts: crm url shows it',
        );
      }
      printUrl(url, json, world);
      const end = timeForPeople(rotated.previous_until ?? '');
      note(
        `Paste it into every bot and flow. The URL before stays valid until ${end} UTC; crm token retire ends it sooner.`,
        world,
      );
    });
  });

  const retire = withOptions(
    new Command('retire').description(
      'Ends the token before the present one now, not after 48 hours.',
    ),
  ).action(async ({ yes, ...options }: Options) => {
    await withSecret(options, world, async store => {
      const secret = readWebhookSecret((await store.read()).text);
      if (secret.previous === undefined)
        return note('There is no token before the present one.', world);
      if (
        !(await confirm('Bots that still have the URL before will be refused. End it?', yes, world))
      ) {
        return note('Nothing was changed.', world);
      }
      await store.write(JSON.stringify(retireSecret(secret)), randomUUID());
      note('Ended. Functions that have read it may let it pass for five minutes more.', world);
    });
  });

  const command = new Command('token').description(
    "Changes the secret at the end of the webhook's URL: when somebody has it who should not, or once a year.",
  );
  for (const each of [rotate, retire]) command.addCommand(each);
  return command.addHelpText(
    'after',
    examples([
      ['crm token rotate --stage prod', 'a new URL; the one before works for two days'],
      ['crm token retire --stage prod', 'ends the one before now'],
    ]),
  );
};
