import { describe, expect, test } from '@jest/globals';
import { startContainerProcess } from '../support/bridge/startContainerProcess.ts';

const queue = 'http://127.0.0.1:1/000000000000/events';
const complete = {
  receive: { EVENTS_QUEUE_URL: queue, DEAD_LETTERS_QUEUE_URL: queue, WEBHOOK_SECRET_ARN: 'arn' },
  consume: { TABLE_NAME: 'crm', DEAD_LETTERS_QUEUE_URL: queue },
};
const region = { AWS_REGION: 'us-east-1' };

describe('a function whose environment', () => {
  test.each(['receive', 'consume'] as const)(
    'is empty does not start, and names all that is missing: %s',
    async name => {
      const start = startContainerProcess(name, region);
      for (const variable of Object.keys(complete[name])) {
        await expect(start).rejects.toThrow(`${variable} is missing`);
      }
      await expect(start).rejects.toThrow("SettingsError: the function's environment is wrong: ");
    },
  );

  test('is wrong in several ways does not start, and names each of them, but no value', async () => {
    const start = startContainerProcess('receive', {
      ...region,
      EVENTS_QUEUE_URL: 'canary',
      DEAD_LETTERS_QUEUE_URL: '',
      WEBHOOK_SECRET_ARN: 'canary',
      TOKEN_CACHE_SECONDS: '301',
    });
    await expect(start).rejects.toThrow('EVENTS_QUEUE_URL must be a URL');
    await expect(start).rejects.toThrow('DEAD_LETTERS_QUEUE_URL is empty');
    await expect(start).rejects.toThrow('TOKEN_CACHE_SECONDS must not be over 300 seconds');
    await expect(start).rejects.not.toThrow(/canary|WEBHOOK_SECRET_ARN/);
  });

  test.each(['receive', 'consume'] as const)(
    'is complete starts, and says nothing: %s',
    async name => {
      const container = await startContainerProcess(name, { ...region, ...complete[name] });
      await container.stop();
      expect(container.output()).toBe('');
    },
  );
});
