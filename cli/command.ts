import type { Command } from 'commander';
import type { World } from './world.ts';

/**
 * What each file of `commands/` exports under its own name: makes the command. The folder's listing is the list of
 * commands.
 */
export type CommandSetup = (world: World) => Command;
