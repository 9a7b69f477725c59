import type { EventSourceMappingSettings } from './settings.ts';

const queueArnPattern = /^arn:[^:]+:sqs:[^:]+:\d{12}:[^:]+$/;

/**
 * Refuses what CreateEventSourceMapping refuses, so that it does not come out only at the deploy:
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 * https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html
 *
 * @throws RangeError that names all that is wrong
 */
export function checkSettings(settings: EventSourceMappingSettings): void {
  const { queueArn, batchSize, windowSeconds, maximumConcurrency, longPollSeconds } = settings;
  const problems = [
    !queueArnPattern.test(queueArn) && `queueArn ${queueArn} is not the ARN of a queue`,
    queueArn.endsWith('.fifo') && 'FIFO queues are not modelled',
    !isWhole(batchSize, 1, 10_000) && `batchSize ${batchSize} is not within 1 to 10000`,
    !isWhole(windowSeconds, 0, 300) && `windowSeconds ${windowSeconds} is not within 0 to 300`,
    batchSize > 10 && windowSeconds < 1 && 'a batchSize over 10 needs windowSeconds of at least 1',
    maximumConcurrency !== undefined &&
      !isWhole(maximumConcurrency, 2, 1000) &&
      `maximumConcurrency ${maximumConcurrency} is not within 2 to 1000`,
    longPollSeconds !== undefined &&
      !isWhole(longPollSeconds, 1, 20) &&
      `longPollSeconds ${longPollSeconds} is not within 1 to 20`,
  ].filter(problem => problem !== false);
  if (problems.length > 0) throw new RangeError(problems.join('; '));
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;
