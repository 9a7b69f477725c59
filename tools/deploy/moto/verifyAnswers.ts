import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CONTACT, contactKey, webhookKey, webhookLookup } from '../../../lib/crm/keys.ts';
import { samples } from '../../simulator/samples.ts';
import type { Deployed } from './readDeployed.ts';
import { startDeployed } from './startDeployed.ts';
import type { Verification } from './verification.ts';

interface Finding {
  readonly state: string;
  readonly what: string;
}
interface Told {
  readonly stdout: string;
  readonly stderr: string;
}
interface Rows {
  readonly Items: readonly Readonly<Record<string, { readonly S?: string }>>[];
}
interface Secret {
  readonly SecretString: string;
}
interface Event {
  readonly title?: unknown;
  readonly contact: { readonly id: unknown };
}

/** Drives what was deployed, from the webhook to the table, and asks the table as a user would. */
export const verifyAnswers = async (
  verification: Verification,
  deployed: Deployed,
  when: string,
): Promise<void> => {
  const { aws, check, endpoint, environment, root, stage } = verification;
  const { outputs } = deployed;
  // Or moto would hand each message to a Lambda in Docker, and lose it.
  const paused = ['--uuid', deployed.mapping.id, '--no-enabled'];
  await aws('lambda', 'update-event-source-mapping', ...paused);
  const running = await check(`${when}, the zips start in an empty folder`, () =>
    startDeployed(deployed, { endpoint, environment }),
  );
  try {
    const secretId = ['--secret-id', outputs.WebhookSecretArn ?? ''];
    const secret = (await aws('secretsmanager', 'get-secret-value', ...secretId)) as Secret;
    const { current: token } = JSON.parse(secret.SecretString) as { current: string };
    const sent = samples(Date.now());

    await check('receive takes a sample of each kind and channel', async () => {
      for (const { name, body } of sent) {
        const answer = await running.post(token, JSON.stringify(body));
        ok(
          answer.statusCode === 200 && answer.body?.includes('"rejected":[]'),
          `${name}: ${answer.body}`,
        );
      }
    });
    await check('receive refuses a wrong token, and lays aside what is no event', async () => {
      const wrong = await running.post(`${token.slice(1)}x`, '[]');
      equal(wrong.statusCode, 404);
      const odd = await running.post(token, '[{"title":"nobody"}]');
      equal(odd.statusCode, 200);
      ok(odd.body?.includes('"index":0'));
    });
    await check('consume writes all of it, by the deployed event source mapping', async () => {
      const outcomes = await running.drain();
      ok(outcomes.length > 0);
      deepEqual(
        outcomes.filter(({ failed, problem }) => failed.length > 0 || problem !== undefined),
        [],
      );
    });

    const events = sent.flatMap(({ body }) => JSON.parse(JSON.stringify([body].flat())) as Event[]);
    const query = async (...args: readonly string[]): Promise<Rows['Items']> => {
      const named = ['--table-name', outputs.TableName ?? ''];
      return ((await aws('dynamodb', 'query', ...named, ...args)) as Rows).Items;
    };
    const values = (value: string) => JSON.stringify({ ':k': { S: value } });
    await check('the AWS CLI finds a contact by its id, with its webhook', async () => {
      const [event] = events;
      const id = String(event?.contact.id);
      const rows = await query(
        '--key-condition-expression',
        'contact_id = :k',
        '--expression-attribute-values',
        values(contactKey(id)),
      );
      const keys = rows.map(row => row.webhook_title?.S);
      ok(keys.includes(CONTACT) && keys.includes(webhookKey(String(event?.title))), keys.join());
    });
    await check('the AWS CLI finds by a title exactly the contacts that had it', async () => {
      const title = 'incoming_message';
      const rows = await query(
        '--index-name',
        'byLookup',
        '--key-condition-expression',
        'lookup = :k',
        '--expression-attribute-values',
        values(webhookLookup(title)),
      );
      const meant = new Set(
        events
          .filter(event => event.title === title)
          .map(({ contact }) => contactKey(String(contact.id))),
      );
      deepEqual(new Set(rows.map(row => row.contact_id?.S)), meant);
    });
    const crm = async (...words: readonly string[]): Promise<string> => {
      const all = [join(root, 'cli/crm.ts'), ...words, '--stage', stage, '--json'];
      const env = { PATH: process.env.PATH ?? '', ...environment, AWS_ENDPOINT_URL: endpoint };
      // A doctor that finds something answers all the same, with status 1.
      const run = promisify(execFile)(process.execPath, all, { cwd: root, env });
      const { stdout, stderr } = await run.catch((error: Told) => error);
      return stdout || stderr;
    };
    await check('crm --stage finds the contact too', async () => {
      const id = String(events[0]?.contact.id);
      ok((await crm('contact', id)).includes(id));
    });
    await check('crm --stage corrects a contact, erases one, and has the dead letter', async () => {
      const id = String(events[0]?.contact.id);
      await running.post(token, '[{"contact":{"id":"to be erased"},"title":"once"}]');
      await running.drain();
      ok((await crm('set', id, 'status=called')).includes('"after": "called"'));
      ok((await crm('contact', id)).includes('"status": "called"'));
      const erased = await crm('erase', 'to be erased', '--yes', '--no-wait');
      ok(erased.includes('"erased_at"'), erased);
      ok((await crm('dead-letters')).includes('contact is missing'));
    });
    await check('crm doctor finds well what moto makes', async () => {
      const { findings } = JSON.parse(await crm('doctor')) as { findings: readonly Finding[] };
      const well = findings.filter(({ state }) => state === 'ok').map(({ what }) => what);
      const expected = [
        'stack',
        'secret',
        'redrive',
        'visibility',
        'partial responses',
        'table',
        'index byLookup',
      ];
      deepEqual(
        expected.filter(what => !well.includes(what)),
        [],
      );
      // The mapping was paused above, and the doctor sees it.
      ok(
        findings.some(({ state, what }) => state === 'failure' && what === 'event source mapping'),
      );
    });
    await check('what the functions log holds neither token nor contact', () => {
      const output = running.output();
      ok(output.includes('"batch"'));
      const ids = events.map(({ contact }) => String(contact.id));
      deepEqual(
        [token, ...ids].filter(text => output.includes(text)),
        [],
      );
    });
  } finally {
    await running.stop();
  }
};
