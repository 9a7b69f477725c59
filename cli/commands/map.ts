import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CommandSetup } from '../command.ts';
import { mapBody } from '../map/mapBody.ts';
import { mappedForPrograms } from '../map/mappedForPrograms.ts';
import { printMapped } from '../map/printMapped.ts';
import { examples } from '../show/examples.ts';
import { printJson } from '../show/printJson.ts';
import type { World } from '../world.ts';

interface Options {
  readonly file: string;
  readonly json?: true;
}

/** `crm map`: what an event would become, without a stack. */
export const map: CommandSetup = world =>
  new Command('map')
    .summary('what a webhook would become under crm.config.ts')
    .description(
      'Shows, offline, what a webhook would become under crm.config.ts: the event as it is understood, the rules that match, the rows with their sizes. For trying a configuration before a deploy.',
    )
    .requiredOption('--file <file>', 'what SendPulse posts, as JSON; - reads standard input')
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .addHelpText(
      'after',
      examples([
        ['crm map --file payload.json', 'what it becomes'],
        [
          'crm timeline 65f0a1b2c3d4e5f607182103 --raw --limit 1 | crm map --file -',
          'a real event',
        ],
      ]),
    )
    .action(async ({ file, json }: Options) => {
      const config = await world.loadConfig();
      const mapped = await mapBody(await read(file, world), config, world.now());
      return json
        ? printJson(mappedForPrograms(mapped, config), world)
        : printMapped(mapped, config, world);
    });

const read = async (file: string, { stdin, cwd }: World): Promise<string> => {
  if (file !== '-') return readFile(resolve(cwd, file), 'utf8');
  const pieces: Uint8Array[] = [];
  for await (const piece of stdin) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
};
