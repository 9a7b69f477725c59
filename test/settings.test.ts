import { describe, expect, test } from '@jest/globals';
import { readConsumeSettings, readReceiveSettings, SettingsError } from '../lib/settings.ts';

const receive = {
  EVENTS_QUEUE_URL: 'https://sqs.example.invalid/1/events',
  DEAD_LETTERS_QUEUE_URL: 'http://127.0.0.1:9324/1/dead-letters',
  WEBHOOK_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:1:secret:webhook',
};
const consume = { TABLE_NAME: 'crm', DEAD_LETTERS_QUEUE_URL: receive.DEAD_LETTERS_QUEUE_URL };

const complaintOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return '';
};

describe('the settings of receive', () => {
  test('are read, whatever else the environment has', () => {
    expect(readReceiveSettings({ ...receive, PATH: '/bin' })).toEqual({
      ...receive,
      TOKEN_CACHE_SECONDS: 300,
    });
  });

  test('let a token be cached for less than five minutes', () => {
    expect(readReceiveSettings({ ...receive, TOKEN_CACHE_SECONDS: '0' }).TOKEN_CACHE_SECONDS).toBe(
      0,
    );
    expect(readReceiveSettings({ ...receive, TOKEN_CACHE_SECONDS: '60' }).TOKEN_CACHE_SECONDS).toBe(
      60,
    );
  });

  test.each(['301', '-1', '1.5', '5m', '', ' 5'])(
    'do not let a token be cached for %j seconds',
    seconds => {
      const read = () => readReceiveSettings({ ...receive, TOKEN_CACHE_SECONDS: seconds });
      expect(complaintOf(read)).toMatch(/TOKEN_CACHE_SECONDS must /);
    },
  );

  test('are all named at once where all are missing', () => {
    expect(complaintOf(() => readReceiveSettings({}))).toBe(
      "the function's environment is wrong: EVENTS_QUEUE_URL is missing; " +
        'DEAD_LETTERS_QUEUE_URL is missing; WEBHOOK_SECRET_ARN is missing',
    );
  });

  test('are named where they are wrong, but not quoted', () => {
    const wrong = { ...receive, EVENTS_QUEUE_URL: 'canary', WEBHOOK_SECRET_ARN: '' };
    const complaint = complaintOf(() => readReceiveSettings(wrong));
    expect(complaint).toContain('EVENTS_QUEUE_URL must be a URL');
    expect(complaint).toContain('WEBHOOK_SECRET_ARN is empty');
    expect(complaint).not.toContain('canary');
  });
});

describe('the settings of consume', () => {
  test('are read', () => {
    expect(readConsumeSettings({ ...consume, TOKEN_CACHE_SECONDS: 'x' })).toEqual(consume);
  });

  test('are all named at once where they are wrong', () => {
    expect(complaintOf(() => readConsumeSettings({ DEAD_LETTERS_QUEUE_URL: 'no' }))).toBe(
      "the function's environment is wrong: TABLE_NAME is missing; DEAD_LETTERS_QUEUE_URL must be a URL",
    );
  });
});
