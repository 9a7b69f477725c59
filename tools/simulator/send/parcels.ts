import { readFile } from 'node:fs/promises';
import { samples } from '../samples.ts';
import { traffic } from '../traffic.ts';
import { errorCode } from './errorCode.ts';
import type { Choice } from './options.ts';

/** One request, ready to be posted. */
export interface Parcel {
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** Events in the body. */
  readonly events: number;
  /** An identical copy of an earlier one. */
  readonly repeat: boolean;
  /** Older than something sent before it. */
  readonly late: boolean;
  /** For the eyes of who asked for samples. */
  readonly name?: string;
  /** Epoch milliseconds of its newest event, where the sender dated it. */
  readonly at?: number;
}

/**
 * The requests that were asked for, in order, made as they are taken; or a line that says why there are none.
 *
 * @param now epoch milliseconds; samples are dated shortly before
 */
export const parcelsOf = async (
  choice: Choice,
  now: number,
): Promise<Iterable<Parcel> | { readonly problem: string }> => {
  switch (choice.what) {
    case 'samples':
      return samples(now).map(({ name, channel, body }) => ({
        ...plain(JSON.stringify(body), eventsIn(body)),
        name: `${channel.padEnd(10)} ${name}`,
      }));
    case 'file':
      return fileParcel(choice.path);
    case 'traffic':
      return traffic(choice).map(({ body, meant, repeatOf, late = false }) => ({
        body: JSON.stringify(body),
        events: body.length,
        repeat: repeatOf !== undefined,
        late,
        at: Math.max(...meant.map(({ at }) => Date.parse(at))),
      }));
  }
};

const fileParcel = async (path: string): Promise<readonly Parcel[] | { problem: string }> => {
  try {
    const bytes = new Uint8Array(await readFile(path));
    return [plain(bytes, eventsInText(new TextDecoder().decode(bytes)))];
  } catch (error) {
    const code = errorCode(error);
    const why = code === 'ENOENT' ? 'there is no such file' : (code ?? String(error));
    return { problem: `cannot read ${path}: ${why}` };
  }
};

const plain = (body: Parcel['body'], events: number): Parcel => ({
  body,
  events,
  repeat: false,
  late: false,
});

const eventsIn = (body: unknown): number => (Array.isArray(body) ? body.length : 1);

/** What is no JSON is still sent, and counts as one. */
const eventsInText = (text: string): number => {
  try {
    return eventsIn(JSON.parse(text));
  } catch {
    return 1;
  }
};
