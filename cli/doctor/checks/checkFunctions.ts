import {
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  type GetFunctionConfigurationCommandOutput,
} from '@aws-sdk/client-lambda';
import { DEPLOY, type Finding, failure, must, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

const FUNCTIONS = { receive: 'ReceiveLambdaFunction', consume: 'ConsumeLambdaFunction' } as const;
type FunctionName = keyof typeof FUNCTIONS;

/** API Gateway's own limit for an answer, in seconds: an HTTP API waits no longer. */
const GATEWAY = 30;

/** A function's configuration; undefined where the stack has none. */
const configurationOf = async (
  { resources, lambda }: Patient,
  name: FunctionName,
): Promise<GetFunctionConfigurationCommandOutput | undefined> => {
  const physical = (await resources())('AWS::Lambda::Function').get(FUNCTIONS[name]);
  return physical === undefined
    ? undefined
    : lambda.send(new GetFunctionConfigurationCommand({ FunctionName: physical }));
};

/** The timeout of `consume`, in seconds; undefined where there is none. */
export const consumeTimeout = async (patient: Patient): Promise<number | undefined> =>
  (await configurationOf(patient, 'consume'))?.Timeout;

/** The two functions: that they can run, and for how long. */
export const checkFunctions = async (patient: Patient): Promise<readonly Finding[]> => {
  const names = Object.keys(FUNCTIONS) as FunctionName[];
  return Promise.all(
    names.map(async name => {
      const found = await configurationOf(patient, name);
      if (found === undefined) return failure(name, 'is not there', DEPLOY);
      const { State = 'unknown', LastUpdateStatus = 'unknown', Timeout = 0 } = found;
      if (State === 'Failed' || LastUpdateStatus === 'Failed')
        return failure(
          name,
          `${State}, last update: ${LastUpdateStatus}`,
          'see the reason in the console of Lambda, then deploy again',
        );
      if (State === 'Pending' || LastUpdateStatus === 'InProgress')
        return warning(name, 'is being updated', 'look again in a minute');
      const fits = name !== 'receive' || Timeout < GATEWAY;
      return must(
        fits,
        name,
        `${State}, ends after ${Timeout} s`,
        `API Gateway waits for ${GATEWAY} s: aws lambda update-function-configuration --timeout 10 --function-name ${found.FunctionName}`,
      );
    }),
  );
};

/** The event source mapping: that events get from the queue to `consume`, and how. */
export const checkMapping = async (patient: Patient): Promise<readonly Finding[]> => {
  const what = 'event source mapping';
  const found = (await patient.resources())('AWS::Lambda::EventSourceMapping');
  const id = found.values().next().value;
  if (id === undefined)
    return [failure(what, 'is not there: nothing takes events from the queue', DEPLOY)];
  const mapping = await patient.lambda.send(new GetEventSourceMappingCommand({ UUID: id }));
  const update = (options: string): string =>
    `aws lambda update-event-source-mapping ${options} --uuid ${id}`;
  const state = mapping.State ?? 'unknown';
  const concurrency = mapping.ScalingConfig?.MaximumConcurrency;
  return [
    ['Creating', 'Enabling', 'Updating'].includes(state)
      ? warning(what, state, 'look again in a minute')
      : must(
          state === 'Enabled',
          what,
          state === 'Enabled' ? state : `${state}: events wait in the queue`,
          update('--enabled'),
        ),
    must(
      mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') === true,
      'partial responses',
      mapping.FunctionResponseTypes?.join(', ') || 'off: one failure brings back its whole batch',
      update('--function-response-types ReportBatchItemFailures'),
    ),
    must(
      concurrency !== undefined,
      'concurrency',
      concurrency === undefined ? 'unbounded' : `${concurrency} batches at most`,
      update('--scaling-config MaximumConcurrency=5'),
    ),
  ];
};
