import { Command } from 'commander';
import { readAssignments } from '../../lib/crm/readAssignments.ts';
import type { CommandSetup } from '../command.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { withStack } from '../connect/withStack.ts';
import { UsageProblem } from '../problem.ts';
import { readId } from '../read/readId.ts';
import { authorOf } from '../set/authorOf.ts';
import { setContact } from '../set/setContact.ts';
import { examples } from '../show/examples.ts';

interface Options extends ConnectionOptions {
  readonly by?: string;
  readonly json?: true;
}

/** `crm set ID name=value …`: corrects a contact. */
export const set: CommandSetup = world => {
  const command = new Command('set')
    .summary('correct a contact')
    .description(
      'Corrects a contact. What you set wins over what the bot says, until you lift it with name=. The timeline tells who did it and when.',
    )
    .argument('<id>', 'the contact, by the id that SendPulse gave it', readId)
    .argument('<assignments...>', 'what to set: name=value; name= lifts it, tags=, sets none')
    .option('--by <name>', 'who corrects (else your user name on this machine)');
  return addConnectionOptions(command)
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .addHelpText(
      'after',
      examples([
        ['crm set 65f0a1b2c3d4e5f607182103 status=called', 'after you called them'],
        ['crm set 65f0a1b2c3d4e5f607182103 tags=vip,lead phone=+12025550101', 'several at once'],
        ['crm set 65f0a1b2c3d4e5f607182103 variables.city=Riga', 'a variable'],
        ['crm set 65f0a1b2c3d4e5f607182103 status=', 'lifts it: what the bot says holds again'],
      ]),
    )
    .action(async (id: string, texts: readonly string[], { by, json, ...options }: Options) => {
      const author = by === undefined ? authorOf(world) : by.trim();
      if (author === '') throw new UsageProblem('--by wants a name: who corrects');
      await withStack(options, world, async stack => {
        const read = readAssignments(texts, stack.config);
        if ('problem' in read) throw new UsageProblem(read.problem);
        await setContact({ id, by: author, values: read.values, json }, stack, world);
      });
    });
};
