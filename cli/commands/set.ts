import { Command } from 'commander';
import { CONTACT, contactKey } from '../../lib/crm/keys.ts';
import { readAssignments } from '../../lib/crm/readAssignments.ts';
import { correctContact } from '../../lib/pipeline/correctContact.ts';
import { storedValue, valueForPeople } from '../change/storedValue.ts';
import type { CommandSetup } from '../command.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { type Stack, withStack } from '../connect/withStack.ts';
import { contactOrProblem } from '../contacts/contactOrProblem.ts';
import { UsageProblem } from '../problem.ts';
import { authorOf } from '../set/authorOf.ts';
import { examples } from '../show/examples.ts';
import { plainLine } from '../show/plainText.ts';
import { printJson } from '../show/printJson.ts';
import { write } from '../show/write.ts';

interface Options extends ConnectionOptions {
  readonly by?: string;
  readonly json?: true;
}

/** `crm set ID name=value …`: corrects a contact. */
export const set: CommandSetup = world => {
  const command = new Command('set')
    .description(
      'Corrects a contact. What you set wins over what the bot says, until you lift it with name=. The timeline tells who did it and when.',
    )
    .argument('<id>', 'the contact, by the id that SendPulse gave it')
    .argument('<assignments...>', 'what to set: name=value; name= lifts it')
    .option('--by <name>', 'who corrects (else your user name on this machine)');
  return addConnectionOptions(command)
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .addHelpText(
      'after',
      examples([
        ['crm set 65f0a1b2c3d4e5f607182931 status=called', 'after you called them'],
        ['crm set 65f0a1b2c3d4e5f607182931 tags=vip,lead phone=+12025550101', 'several at once'],
        ['crm set 65f0a1b2c3d4e5f607182931 variables.city=Riga', 'a variable'],
        ['crm set 65f0a1b2c3d4e5f607182931 status=', 'lifts it: what the bot says holds again'],
      ]),
    )
    .action(async (id: string, texts: readonly string[], options: Options) => {
      const by = options.by ?? authorOf(world);
      await withStack(options, world, async stack => {
        const read = readAssignments(texts, stack.config);
        if ('problem' in read) throw new UsageProblem(read.problem);
        const { values } = read;
        const before = await contactRow(id, stack);
        const at = await correctContact({ contactId: id, by, values }, stack);
        if (at === undefined) return void contactOrProblem(erasedOrUndefined(before));
        const after = await contactRow(id, stack);
        const changes = [...values.keys()].map(name => ({
          name,
          before: storedValue(before, name) ?? null,
          after: storedValue(after, name) ?? null,
          lifted: values.get(name) === null,
        }));
        if (options.json) return printJson({ contact_id: id, at, by, changes }, world);
        const width = Math.max(...changes.map(({ name }) => name.length));
        for (const change of changes) {
          const [was, is] = [change.before, change.after].map(valueForPeople);
          const lifted = change.lifted ? '  (lifted: the bot’s)' : '';
          write(
            world.stdout,
            `${change.name.padEnd(width)}  ${plainLine(`${was} → ${is}`)}${lifted}\n`,
          );
        }
      });
    });
};

const contactRow = async (id: string, { table }: Stack) =>
  (await table.read([{ contact_id: contactKey(id), webhook_title: CONTACT }]))[0];

const erasedOrUndefined = (row: Awaited<ReturnType<typeof contactRow>>) =>
  typeof row?.erased_at === 'string' ? { erased_at: row.erased_at } : undefined;
