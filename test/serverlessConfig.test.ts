import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readServerlessYml } from '../tools/local/readStack.ts';
import { describeStack } from '../tools/local/stack/describeStack.ts';
import { rules } from './serverlessConfig/rules.ts';

const path = fileURLToPath(new URL('../serverless.yml', import.meta.url));

describe('serverless.yml says that', () => {
  test.each(rules)('$name', ({ holds }) => {
    expect(holds(describeStack(readServerlessYml(path)))).toBe(true);
  });
});

describe('a changed copy is seen to break it that', () => {
  const changes = rules.flatMap(({ name, holds, breaks }) =>
    breaks.map((change, index) => ({ name, holds, change, number: index + 1 })),
  );

  test.each(changes)('$name ($number)', ({ holds, change }) => {
    const config = readServerlessYml(path);
    const before = JSON.stringify(config);
    change(config);
    expect(JSON.stringify(config)).not.toBe(before);
    expect(holds(describeStack(config))).toBe(false);
  });
});
