import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './startError.ts';

export interface Answered {
  readonly file: string;
  readonly status: number;
  readonly body: string;
}

/** What a sample is about: enough to find it in the table. */
export interface SampleEvent {
  readonly contactId: string;
  readonly title: string;
}

export interface Sample {
  readonly file: string;
  readonly body: string;
}

/** The sample bodies of a folder, in the order of their names. */
export function readSamples(folder: string): readonly Sample[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => ({ file, body: readFileSync(join(folder, file), 'utf8') }));
}

/** The contact and the title of each event in a body; none for what is not JSON. */
export function eventsOf(body: string): readonly SampleEvent[] {
  try {
    const events: readonly unknown[] = [JSON.parse(body) as unknown].flat();
    return events.map(event => {
      const { contact, title } = event as { contact: { id: unknown }; title?: unknown };
      return { contactId: String(contact.id), title: String(title ?? '') };
    });
  } catch {
    return [];
  }
}

/**
 * Posts the samples to the webhook, one after the other, as SendPulse would.
 *
 * @throws {StartError} for the first one that is not answered with 200, or not accepted in full
 */
export async function sendSamples(
  samples: readonly Sample[],
  webhookUrl: string,
  answered: (answer: Answered) => void,
): Promise<void> {
  for (const { file, body } of samples) {
    const { status, answer } = await post(webhookUrl, body);
    if (status !== 200 || !answer.includes('"rejected":[]')) {
      throw new StartError(`sample ${file} was answered with ${status} ${answer.slice(0, 500)}`);
    }
    answered({ file, status, body: answer });
  }
}

async function post(url: string, body: string) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return { status: response.status, answer: await response.text() };
  } catch (error) {
    const { cause } = error as Error;
    throw new StartError(
      `the webhook doesn't answer: ${cause instanceof Error ? cause.message : error}`,
    );
  }
}
