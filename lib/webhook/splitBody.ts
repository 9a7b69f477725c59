/** A body's elements, each as its own JSON text, or where and why the JSON breaks. */
export type SplitBody =
  | { readonly ok: true; readonly elements: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/**
 * SendPulse sends one event at a time, and as many as this fill the largest body that Lambda takes. More are no events,
 * and a dead letter for each would cost more than they are worth.
 */
const MOST_ELEMENTS = 10_000;

type Expecting = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end';

const BLANK = /[ \t\r\n]*/y;
/** What a string may hold as it is: all from the space on, but for the quote and the backslash. */
const STRING_RUN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const ATOM = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Splits a webhook's body into its elements without building them: an array's elements, or a bare object as the only one.
 * Each stays the text that was sent, so that no number is rounded and one that nests too deep harms only itself.
 * It is a pushdown automaton over RFC 8259 rather than `JSON.parse`, whose messages quote the body and often name no position.
 *
 * @param body the body, decoded
 * @returns the elements' texts, or a reason that names line and column and quotes nothing of the body
 */
export const splitBody = (body: string): SplitBody => {
  const text = body.startsWith('\ufeff') ? body.slice(1) : body;
  const open: boolean[] = []; // true for an object, false for an array
  const elements: string[] = [];
  let expecting: Expecting = 'value';
  let start = -1;
  let at = skip(BLANK, text, 0);
  if (at === text.length) return { ok: false, reason: 'the body is empty' };
  if (text[at] === '"' || text[at] === undefined || !'[{'.includes(text[at] ?? '')) {
    return notAContainer(text, at);
  }

  for (; ; at = skip(BLANK, text, at)) {
    const character = text[at];
    if (open.length === 0 && expecting === 'comma or end') {
      return character === undefined ? { ok: true, elements } : breaksAt(text, at);
    }
    if (character === undefined) return breaksAt(text, at);
    const inObject = open.at(-1);

    if (expecting === 'colon') {
      if (character !== ':') return breaksAt(text, at);
      expecting = 'value';
      at += 1;
      continue;
    }
    if (expecting === 'comma or end' && character === ',') {
      if (open.length === 1 && !inObject) {
        elements.push(text.slice(start, at).trimEnd());
        start = -1;
        if (elements.length >= MOST_ELEMENTS) {
          return { ok: false, reason: `the body has more than ${MOST_ELEMENTS} elements` };
        }
      }
      expecting = inObject ? 'key' : 'value';
      at += 1;
      continue;
    }
    const closes = inObject ? '}' : ']';
    const mayClose =
      expecting === 'comma or end' || expecting === `${inObject ? 'key' : 'value'} or ${closes}`;
    if (character === closes && mayClose && open.length > 0) {
      const outermost = open.length === 1;
      if (outermost && inObject) elements.push(text.slice(start, at + 1));
      else if (outermost && start >= 0) elements.push(text.slice(start, at).trimEnd());
      open.pop();
      expecting = 'comma or end';
      at += 1;
      continue;
    }
    if (expecting === 'comma or end') return breaksAt(text, at);
    if (expecting === 'key' || expecting === 'key or }') {
      if (character !== '"') return breaksAt(text, at);
      const end = endOfString(text, at);
      if (end.broken) return breaksAt(text, end.at);
      expecting = 'colon';
      at = end.at;
      continue;
    }

    // A value begins here.
    if (start < 0 && (open.length === 1 || character === '{')) start = at;
    if (character === '[' || character === '{') {
      open.push(character === '{');
      expecting = character === '{' ? 'key or }' : 'value or ]';
      at += 1;
      continue;
    }
    const end = character === '"' ? endOfString(text, at) : endOfAtom(text, at);
    if (end.broken) return breaksAt(text, end.at);
    expecting = 'comma or end';
    at = end.at;
  }
};

/** A JSON string may hold the JSON that was meant (encoded twice); any other scalar is no event. */
const notAContainer = (text: string, at: number): SplitBody => {
  const end = text[at] === '"' ? endOfString(text, at) : endOfAtom(text, at);
  if (end.broken) return breaksAt(text, end.at);
  const rest = skip(BLANK, text, end.at);
  if (rest < text.length) return breaksAt(text, rest);
  if (text[at] === '"') {
    const inner: string = JSON.parse(text.slice(at, end.at));
    if (/^\s*[[{]/.test(inner)) return splitBody(inner);
  }
  return { ok: false, reason: 'the body is neither an array nor an object' };
};

const skip = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from;
  pattern.test(text);
  return Math.max(from, pattern.lastIndex);
};

interface End {
  readonly at: number;
  readonly broken: boolean;
}

const endOfString = (text: string, from: number): End => {
  let at = skip(STRING_RUN, text, from + 1);
  while (text[at] === '\\') {
    const after = skip(ESCAPE, text, at);
    if (after === at) return { at, broken: true };
    at = skip(STRING_RUN, text, after);
  }
  return text[at] === '"' ? { at: at + 1, broken: false } : { at, broken: true };
};

const endOfAtom = (text: string, from: number): End => {
  const at = skip(ATOM, text, from);
  return { at, broken: at === from };
};

const breaksAt = (text: string, at: number): SplitBody => {
  const before = text.slice(0, at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  const what = at >= text.length ? 'the JSON ends too early' : 'the JSON breaks';
  return { ok: false, reason: `${what} at ${place}` };
};
