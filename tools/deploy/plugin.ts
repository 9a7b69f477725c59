import { join } from 'node:path';
import { configProblem } from './configProblem.ts';
import { dropSpareDependencies } from './dropSpareDependencies.ts';
import { nextSteps } from './nextSteps.ts';
import { zipSizes } from './zipSizes.ts';

/** The parts of Serverless's own object that we use. */
interface Serverless {
  readonly serviceDir: string;
  readonly processedInput: { readonly commands: readonly string[] };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  readonly service: {
    readonly functions: Readonly<Record<string, { readonly package?: { artifact?: string } }>>;
    readonly provider: {
      readonly compiledCloudFormationTemplate: {
        readonly Resources: Readonly<Record<string, { DependsOn?: string | string[] }>>;
      };
    };
  };
  getProvider(name: 'aws'): { getStage(): string; getRegion(): string };
  addServiceOutputSection(name: string, lines: readonly string[]): void;
}

interface Tools {
  readonly log: { notice(line: string): void };
}

/**
 * What we add to `serverless`: a wrong `crm.config.ts` stops it before anything is built, the template is free of
 * what cfn-lint objects to, sizes are told, and a deploy ends with what to do next.
 */
// biome-ignore lint/style/noDefaultExport: Serverless takes the default export of a plugin.
export default function deployPlugin(serverless: Serverless, _options: unknown, { log }: Tools) {
  const { serviceDir } = serverless;
  return {
    hooks: {
      initialize: async () => {
        const [command = ''] = serverless.processedInput.commands;
        if (!['deploy', 'offline', 'package'].includes(command)) return;
        const problem = await configProblem(join(serviceDir, 'crm.config.ts'));
        if (problem !== undefined) throw new serverless.classes.Error(problem, 'CRM_CONFIG');
      },
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        dropSpareDependencies(serverless.service.provider.compiledCloudFormationTemplate.Resources);
      },
      // A deploy tells them itself.
      'after:package:finalize': () => {
        if (serverless.processedInput.commands[0] !== 'package') return;
        for (const line of zipSizes(serviceDir, serverless.service.functions)) log.notice(line);
      },
      'after:deploy:deploy': () => {
        const aws = serverless.getProvider('aws');
        serverless.addServiceOutputSection('next', nextSteps(aws.getStage(), aws.getRegion()));
      },
    },
  };
}
