import * as v from 'valibot';

/** The environment says something that the function cannot work with. Names of variables only, never their values. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const required = v.pipe(v.string('is missing'), v.nonEmpty('is empty'));
const url = v.pipe(required, v.url('must be a URL'));

const receive = v.object({
  EVENTS_QUEUE_URL: url,
  DEAD_LETTERS_QUEUE_URL: url,
  WEBHOOK_SECRET_ARN: required,
  TOKEN_CACHE_SECONDS: v.pipe(
    v.optional(v.string(), '300'),
    v.regex(/^\d+$/, 'must be a whole number of seconds'),
    v.transform(Number),
    v.maxValue(300, 'must not be over 300 seconds: a retired token lives as long'),
  ),
});

const consume = v.object({ TABLE_NAME: required, DEAD_LETTERS_QUEUE_URL: url });

/** What `receive` needs to know. @throws SettingsError that names every problem at once */
export const readReceiveSettings = (environment = process.env): v.InferOutput<typeof receive> =>
  read(receive, environment);

/** What `consume` needs to know. @throws SettingsError that names every problem at once */
export const readConsumeSettings = (environment = process.env): v.InferOutput<typeof consume> =>
  read(consume, environment);

/** What logs and metrics are marked with: of two stages in one account, each has its own. */
export const readServiceName = (environment = process.env): string =>
  environment.POWERTOOLS_SERVICE_NAME || 'crm-bridge';

const read = <S extends v.GenericSchema>(
  schema: S,
  environment: NodeJS.ProcessEnv,
): v.InferOutput<S> => {
  const result = v.safeParse(schema, { ...environment });
  if (result.success) return result.output;
  const problems = result.issues.map(
    issue => `${v.getDotPath(issue)} ${issue.input === undefined ? 'is missing' : issue.message}`,
  );
  throw new SettingsError(`the function's environment is wrong: ${problems.join('; ')}`);
};
