import {
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { type Finding, failure, must } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { resourcesOf } from './checkStack.ts';

/** The timeout of `consume`, in seconds; undefined where it can't be told. */
export const consumeTimeout = async (patient: Patient): Promise<number | undefined> => {
  const name = await consumeName(patient);
  if (name === undefined) return undefined;
  const { Timeout } = await patient.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: name }),
  );
  return Timeout;
};

/** The event source mapping: that events get from the queue to `consume`, and how. */
export const checkMapping = async (patient: Patient): Promise<readonly Finding[]> => {
  const again = 'deploy again: serverless.yml has it right';
  const id = (await resourcesOf(patient, 'AWS::Lambda::EventSourceMapping')).values().next().value;
  if (id === undefined) {
    return [
      failure('event source mapping', 'is not there: nothing takes events from the queue', again),
    ];
  }
  const mapping = await patient.lambda.send(new GetEventSourceMappingCommand({ UUID: id }));
  const concurrency = mapping.ScalingConfig?.MaximumConcurrency;
  return [
    must(
      mapping.State === 'Enabled',
      'event source mapping',
      mapping.State ?? 'unknown',
      `enable it: aws lambda update-event-source-mapping --enabled --uuid ${id}`,
    ),
    must(
      mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') === true,
      'partial responses',
      mapping.FunctionResponseTypes?.join(', ') || 'off: one failure brings back its whole batch',
      again,
    ),
    must(
      concurrency !== undefined,
      'concurrency',
      concurrency === undefined ? 'unbounded' : `${concurrency} batches at most`,
      again,
    ),
  ];
};

const consumeName = async (patient: Patient): Promise<string | undefined> =>
  (await resourcesOf(patient, 'AWS::Lambda::Function')).get('ConsumeLambdaFunction');
