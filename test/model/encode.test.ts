import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyMeant } from './arbitrary.ts';
import { encode } from './encode.ts';
import { asText } from './valueText.ts';

type Contact = Record<string, unknown> & { variables?: Record<string, unknown> | null };
type Sent = { info?: unknown; date?: unknown; contact: Contact };

const own = ['id', 'name', 'username', 'email', 'phone', 'photo', 'tags', 'last_message'];

describe('an encoded event', () => {
  test('says what was meant, in whatever dialect', () => {
    fc.assert(
      fc.property(anyMeant(), meant => {
        const text = encode(meant);
        const { contact, ...sent } = read(text);
        expect(sent).toMatchObject({ service: meant.service });
        expect(text).toContain(meant.contactId);
        expect(text).toContain(JSON.stringify(meant.message?.text ?? meant.title));
        expect(variablesOf(contact)).toEqual(new Map(meant.snapshot.variables ?? []));
        const { tags, variables: _, ...person } = meant.snapshot;
        expect(contact.tags ?? undefined).toEqual(tags);
        for (const [key, value] of Object.entries(person)) expect(asText(contact[key])).toBe(value);
      }),
      { seed: 4 },
    );
  });

  test('is spelt in every way that is known', () => {
    const sent = fc.sample(anyMeant(), { seed: 4, numRuns: 500 }).map(one => read(encode(one)));
    const maps = sent.map(({ contact }) => kindOf(contact.variables));
    expect(new Set(maps)).toEqual(new Set(['nothing', 'null', 'list', 'object']));
    const dates = sent.map(({ date }) => `${kindOf(date)} ${String(date).length}`);
    expect(dates).toEqual(
      expect.arrayContaining(['number 10', 'number 13', 'string 10', 'string 13', 'nothing 9']),
    );
    const infos = new Set(sent.map(({ info }) => shapeOf(info)));
    expect([...infos].filter(shape => shape.includes('channel_data')).length).toBeGreaterThan(20);
  });
});

function read(text: string): Sent {
  return JSON.parse(text);
}

function variablesOf({ variables, ...contact }: Contact): Map<string, unknown> {
  const beside = Object.entries(contact).filter(([key]) => !own.includes(key));
  return new Map([...Object.entries(variables ?? {}), ...beside]);
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return value === null ? 'null' : 'nothing';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** The names of the keys, down to the leaves that are filled. */
function shapeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const pairs = Object.entries(value).filter(([, item]) => item !== null);
  return `{${pairs.map(([key, item]) => key + shapeOf(item)).join(' ')}}`;
}
