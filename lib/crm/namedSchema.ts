import * as v from 'valibot';

/**
 * A map whose keys are people's own names: any at all. valibot's `record` takes a list for one, and leaves out names such
 * as `constructor` without a word.
 *
 * @param name what each key must be
 * @param value what each value must be
 * @param message what to say where there is no map
 */
export const namedSchema = <Input, Output>(
  name: v.GenericSchema<string>,
  value: v.GenericSchema<Input, Output>,
  message: string,
) =>
  v.pipe(
    v.custom<Readonly<Record<string, Input>>>(isMap, message),
    v.rawTransform(({ dataset: { value: input }, addIssue, NEVER }) => {
      const members: [string, Output][] = [];
      let broken = false;
      for (const [key, each] of Object.entries(input)) {
        const item = { type: 'object', origin: 'value', input, key, value: each } as const;
        const [ofName, ofValue] = [v.safeParse(name, key), v.safeParse(value, each)];
        for (const issue of [...(ofName.issues ?? []), ...(ofValue.issues ?? [])]) {
          addIssue({ message: messageOf(issue), path: [item, ...(issue.path ?? [])] });
          broken = true;
        }
        if (ofValue.success) members.push([key, ofValue.output]);
      }
      return broken ? NEVER : Object.fromEntries(members);
    }),
  );

/** What is wrong, in words that say what to do. */
export const messageOf = (issue: v.BaseIssue<unknown>): string =>
  issue.type === 'strict_object' && issue.expected === 'never'
    ? 'is not an option: take it out or mend its spelling'
    : issue.message;

const isMap = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && !Array.isArray(input);
