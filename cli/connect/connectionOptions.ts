import type { Command } from 'commander';

/** Which stack is asked. */
export interface ConnectionOptions {
  readonly local?: true;
  readonly stage?: string;
  readonly profile?: string;
  readonly region?: string;
}

/** Adds the options that say which stack is asked: every command that connects has them. */
export const addConnectionOptions = (command: Command): Command =>
  command
    .option('--local', 'ask the stack that npm start runs (the default when there is one)')
    .option('--stage <name>', 'ask a deployed stage')
    .option('--profile <name>', 'AWS profile, with --stage')
    .option('--region <name>', 'AWS region, with --stage');
