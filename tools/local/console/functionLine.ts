import type { Colors } from './colours.ts';
import { plain } from './plain.ts';

/** What serverless-offline tells all along, and we tell better; see watchRequests.ts. */
const chatter = [
  /^\s*$/,
  /^Starting Offline at /,
  /^Offline \[http for lambda\] /,
  /^Function names exposed /,
  /^ {3}\* [\w-]+: [\w-]+$/,
  /^HEAD method event detected/,
  /^Server ready: /,
  /^ [┌│└]/,
  /^[A-Z]+ \S* \(λ: [\w-]+\)$/,
  /^\(λ: [\w-]+\) RequestId: /,
  // A stack trace outside of the project's own files.
  /^\s+at .*(node:internal|\/node_modules\/)/,
];

/** What Powertools' logger puts on every line, of no use on a screen. */
const usual = new Set([
  'level',
  'message',
  'timestamp',
  'service',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'sampling_rate',
  'xray_trace_id',
  'correlation_id',
]);

export interface FunctionLine {
  /** Absent where the line is not worth showing. */
  readonly text?: string;
  /** Whether it tells of something that went wrong. */
  readonly bad: boolean;
}

/**
 * A line that a function or serverless-offline printed, as the screen shows it. Log entries in JSON
 * are laid out as text, metrics are left out.
 */
export function functionLine(line: string, colours: Colors): FunctionLine {
  if (chatter.some(pattern => pattern.test(line))) return { bad: false };
  const entry = jsonObject(line);
  if (entry === undefined) return { text: colours.red(plain(line)), bad: true };
  if ('_aws' in entry) return { bad: false };
  const { level = '', message = '' } = entry;
  const details = Object.entries(entry)
    .filter(([name]) => !usual.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const paint = { ERROR: colours.red, CRITICAL: colours.red, WARN: colours.yellow }[String(level)];
  const text = plain([String(level).toLowerCase().padEnd(5), message, ...details].join('  '));
  return { text: (paint ?? colours.dim)(text), bad: /^(ERROR|CRITICAL)$/.test(String(level)) };
}

function jsonObject(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
