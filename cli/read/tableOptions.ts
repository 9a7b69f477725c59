import type { Command } from 'commander';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { type AnswerOptions, addAnswerOptions } from './answerOptions.ts';

/** What every command that answers from the table can be told: which stack, and how to answer. */
export interface TableOptions extends ConnectionOptions, AnswerOptions {}

export const addTableOptions = (command: Command): Command =>
  addAnswerOptions(addConnectionOptions(command));
