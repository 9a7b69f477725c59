import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { API, type DeployedStage, startDeployedStage } from './support/deployedStage.ts';

const FIRST = 'a'.repeat(43);
const SECOND = 'b'.repeat(43);
const OTHERS = 'o'.repeat(43);
const LATER = '2999-01-01T00:00:00.000Z';
const TERMINAL = { columns: 80 };

let stage: DeployedStage;
beforeAll(async () => {
  stage = await startDeployedStage();
});
afterAll(() => stage.stop());
beforeEach(() => {
  stage.secret.before = () => undefined;
  stage.secret.asked.length = 0;
  put({ current: FIRST });
});

const put = (secret: unknown): void => stage.secret.put(JSON.stringify(secret));
const inForce = () => JSON.parse(stage.secret.text());
const changed = (): boolean => stage.secret.asked.some(each => each !== 'GetSecretValue');

/** Somebody else puts a secret in force just before an operation of ours is done. */
const meanwhile = (operation: string, secret: unknown): void => {
  stage.secret.before = asked => {
    if (asked !== operation) return undefined;
    stage.secret.before = () => undefined;
    put(secret);
    return undefined;
  };
};

describe('crm token rotate', () => {
  test('puts a new token in force, keeps the one before for 48 hours, and prints the URL alone', async () => {
    const { status, stdout, stderr } = await stage.crm(['token', 'rotate', '--yes']);
    const { current, ...before } = inForce();
    expect([status, stdout]).toEqual([0, `${API}/webhooks/${current}\n`]);
    expect(current).toMatch(/^[A-Za-z0-9]{43}$/);
    expect(before).toEqual({ previous: FIRST, previous_until: '2026-11-27T12:00:00.000Z' });
    expect(stderr).toContain('stays valid until 2026-11-27 12:00:00 UTC');
    expect(stderr).not.toContain(current);
  });

  test('answers programs', async () => {
    const { stdout } = await stage.crm(['token', 'rotate', '--yes', '--json']);
    expect(JSON.parse(stdout)).toEqual({ url: `${API}/webhooks/${inForce().current}` });
  });

  test('needs no --yes on a terminal, and asks nothing where no token would end', async () => {
    const ended = { current: SECOND, previous: FIRST, previous_until: '2026-01-01T00:00:00.000Z' };
    for (const secret of [{ current: FIRST }, ended]) {
      put(secret);
      const { status, stderr } = await stage.crm(['token', 'rotate'], TERMINAL);
      expect([status, inForce().previous]).toEqual([0, secret.current]);
      expect(stderr).not.toContain('[y/N]');
    }
  });

  test('changes nothing where the URL may not be shown', async () => {
    const { status, stdout, stderr } = await stage.crm(['token', 'rotate']);
    expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining('say --yes')]);
    expect(stage.secret.asked).toEqual([]);
  });

  test.each([
    ['until a time', { previous_until: LATER }, /until 2999-01-01 00:00:00 UTC: it would end now/],
    ['without an end', {}, /without an end: it would end now/],
  ])(
    'asks where the token before is still valid %s, and does as it is told',
    async (_, end, line) => {
      const secret = { current: SECOND, previous: FIRST, ...end };
      put(secret);
      for (const stdin of ['n\n', '\n', '']) {
        const told = await stage.crm(['token', 'rotate'], { ...TERMINAL, stdin });
        expect(told).toMatchObject({ status: 0, stdout: '', stderr: expect.stringMatching(line) });
        expect(inForce()).toEqual(secret);
      }
      expect(changed()).toBe(false);
      await stage.crm(['token', 'rotate'], { ...TERMINAL, stdin: 'y\n' });
      expect(inForce().previous).toBe(SECOND);
    },
  );

  test.each(['PutSecretValue', 'UpdateSecretVersionStage'])(
    "leaves another's rotation alone that came before its %s, and says so",
    async operation => {
      const others = { current: OTHERS, previous: FIRST, previous_until: LATER };
      meanwhile(operation, others);
      const { status, stdout, stderr } = await stage.crm(['token', 'rotate', '--yes']);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain('somebody else changed the token meanwhile, and theirs counts');
      expect(inForce()).toEqual(others);
    },
  );

  test('by several at once leaves one URL that was printed and works, and the others know', async () => {
    const told = await Promise.all(
      Array.from({ length: 4 }, () => stage.crm(['token', 'rotate', '--yes'])),
    );
    const { current, previous } = inForce();
    const printed = told.filter(({ status }) => status === 0).map(({ stdout }) => stdout);
    // One after another they may all get through: then the last one's counts, and they were asked about it.
    expect(printed.at(-1)).toBeDefined();
    expect(printed).toContain(`${API}/webhooks/${current}\n`);
    expect([FIRST, ...printed.map(url => url.trim().slice(-43))]).toContain(previous);
    for (const { stderr } of told.filter(({ status }) => status === 1)) {
      expect(stderr).toContain('somebody else changed the token meanwhile');
    }
  });

  test.each(['PutSecretValue', 'UpdateSecretVersionStage'])(
    'is made once, though the answer to %s was lost',
    async operation => {
      let lost = false;
      stage.secret.before = asked => {
        if (asked !== operation || lost) return undefined;
        lost = true;
        return 'lost';
      };
      const { status, stdout } = await stage.crm(['token', 'rotate', '--yes']);
      expect([status, stdout]).toEqual([0, `${API}/webhooks/${inForce().current}\n`]);
      expect(inForce().previous).toBe(FIRST);
    },
  );
});

describe('crm token retire', () => {
  beforeEach(() => put({ current: SECOND, previous: FIRST, previous_until: LATER }));

  test('asks, ends the token before, and says that functions may hold it for a while', async () => {
    const told = await stage.crm(['token', 'retire'], { ...TERMINAL, stdin: 'y\n' });
    expect(told).toMatchObject({ status: 0, stdout: '' });
    expect(told.stderr).toContain('will be refused. End it? [y/N]');
    expect(told.stderr).toContain('five minutes more');
    expect(inForce()).toEqual({ current: SECOND });
  });

  test('changes nothing unless it is told to', async () => {
    const before = inForce();
    await stage.crm(['token', 'retire'], { ...TERMINAL, stdin: 'no\n' });
    expect(await stage.crm(['token', 'retire'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('say --yes'),
    });
    expect([inForce(), changed()]).toEqual([before, false]);
  });

  test('ends also one without an end', async () => {
    put({ current: SECOND, previous: FIRST });
    await stage.crm(['token', 'retire', '--yes']);
    expect(inForce()).toEqual({ current: SECOND });
  });

  test.each([
    ['there is none', { current: FIRST }],
    [
      'its time is up',
      { current: SECOND, previous: FIRST, previous_until: '2026-01-01T00:00:00Z' },
    ],
  ])('has nothing to do where %s', async (_, secret) => {
    put(secret);
    const { status, stderr } = await stage.crm(['token', 'retire', '--yes']);
    expect([status, changed()]).toEqual([0, false]);
    expect(stderr).toContain('no token before the present one');
  });

  test('does not undo a rotation that came while somebody thought about it', async () => {
    const others = { current: OTHERS, previous: SECOND, previous_until: LATER };
    meanwhile('PutSecretValue', others);
    const { status, stderr } = await stage.crm(['token', 'retire', '--yes']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('theirs counts')]);
    expect(inForce()).toEqual(others);
  });

  test('answers programs', async () => {
    const ask = async () =>
      JSON.parse((await stage.crm(['token', 'retire', '--yes', '--json'])).stdout);
    expect([await ask(), await ask()]).toEqual([{ retired: true }, { retired: false }]);
  });
});

describe('what cannot be done', () => {
  test.each([
    ['GetSecretValue', 'AccessDeniedException', /allow secretsmanager:GetSecretValue on it/],
    ['PutSecretValue', 'AccessDeniedException', /allow secretsmanager:PutSecretValue on it/],
    [
      'UpdateSecretVersionStage',
      'AccessDeniedException',
      /allow secretsmanager:UpdateSecretVersionStage on it/,
    ],
    ['GetSecretValue', 'ResourceNotFoundException', /the secret is not there: deploy/],
    ['PutSecretValue', 'InvalidRequestException', /cannot be used as it is/],
    ['PutSecretValue', 'InternalServiceError', /that went wrong \(InternalServiceError\)/],
  ])(
    'says why, when %s answers %s, with no token in it, and changes nothing',
    async (operation, type, line) => {
      put({ current: SECOND, previous: FIRST, previous_until: LATER });
      const before = inForce();
      const message = `User: arn:aws:iam::1:user/x is not authorized to perform: secretsmanager:${operation} on resource: ${SECOND}`;
      stage.secret.before = asked => (asked === operation ? { type, message } : undefined);
      for (const command of ['rotate', 'retire']) {
        const { status, stdout, stderr } = await stage.crm(['token', command, '--yes']);
        expect([status, stdout, stderr]).toEqual([1, '', expect.stringMatching(line)]);
        expect(stderr).not.toMatch(/[a-z]{43}|arn:aws:iam/);
        expect(inForce()).toEqual(before);
      }
    },
  );

  test('the local stack has no token to change', async () => {
    for (const command of ['rotate', 'retire']) {
      const { status, stderr } = await stage.cli.crm(['token', command, '--yes']);
      expect([status, stderr]).toEqual([1, expect.stringContaining('no stack runs here')]);
    }
  });
});
