import { readLocalStackFile } from '../../tools/local/localStackFile.ts';
import { Problem, UsageProblem } from '../problem.ts';
import type { World } from '../world.ts';
import type { Connection } from './connection.ts';
import type { ConnectionOptions } from './connectionOptions.ts';

/**
 * Finds the stack that is meant: the local one, a deployed stage, or, where nothing is named, the local one if it runs.
 *
 * @throws UsageProblem for options that contradict each other, Problem when there is no such stack
 */
export const connect = async (options: ConnectionOptions, world: World): Promise<Connection> => {
  const { local, stage, profile, region } = options;
  if (stage !== undefined) {
    if (local) throw new UsageProblem('--local and --stage exclude each other: name one');
    // Only then is CloudFormation's client loaded.
    const { connectStage } = await import('./connectStage.ts');
    return connectStage(stage, options, world);
  }
  if (profile !== undefined || region !== undefined) {
    throw new UsageProblem('--profile and --region say where a stage is: name it with --stage');
  }
  const found = readLocalStackFile(world.root);
  if (found === undefined) {
    throw new Problem(
      'no stack runs here: start one with npm start, or name a deployed one, such as --stage dev',
    );
  }
  return {
    name: 'the local stack',
    clientOptions: service => ({
      region: found.region,
      credentials: { ...found.credentials },
      endpoint: found.endpoints[service],
    }),
    table: found.table,
    queues: found.queues,
    webhookUrl: found.webhookUrl,
  };
};
