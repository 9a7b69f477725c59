import type { BatchOutcome } from '../../eventSourceMapping/settings.ts';
import type { LocalStackFile } from '../localStackFile.ts';
import type { Answered } from '../sendSamples.ts';
import type { Request } from '../serverless/messages.ts';
import { batchLine } from './batchLine.ts';
import type { CliLine } from './cliLines.ts';
import { type Colors, coloursFor } from './colours.ts';
import { contactBlock, type ShownContact } from './contactBlock.ts';
import { functionLine } from './functionLine.ts';
import { requestLine } from './requestLine.ts';

export type Screen = ReturnType<typeof createScreen>;

/**
 * All that `npm start` prints, in the order in which a newcomer reads it. With `quiet` nothing but
 * the webhook URL, and on stderr what goes wrong. Until it serves, of the traffic only what fails.
 */
export function createScreen({ quiet }: { readonly quiet: boolean }) {
  const colours: Colors = coloursFor(process.stdout);
  let redact = (text: string): string => text;
  let live = false;
  const always = (text: string) => process.stdout.write(`${text}\n`);
  const say = quiet ? () => {} : always;
  const stamped = (line: string) => `${colours.dim(clockTime())}  ${redact(line)}`;
  /** Shown once it serves; what failed at any time, and also with `quiet`. */
  const traffic = (line: string, failed: boolean) => {
    if (failed && quiet) process.stderr.write(`${stamped(line)}\n`);
    else if (failed || live) say(stamped(line));
  };
  return {
    /** From here on the token shows nowhere but in the URL. */
    hide(by: (text: string) => string) {
      redact = by;
    },
    starting() {
      say(`${colours.bold('crm-bridge')}, whole, on this machine: starting …\n`);
    },
    webhook(url: string) {
      if (quiet) always(url);
      say(`${colours.bold('Webhook URL')}\n  ${colours.cyan(url)}`);
      say(
        `  ${colours.dim('It answers on this machine alone: for a bot of your own, put a tunnel in front.')}\n`,
      );
    },
    endpoints({ endpoints: { dynamodb, sqs, lambda } }: LocalStackFile, cli: readonly CliLine[]) {
      const places = { DynamoDB: dynamodb, SQS: sqs, Lambda: lambda };
      say(colours.bold('Endpoints'));
      for (const [name, url] of Object.entries(places)) say(`  ${name.padEnd(9)} ${url}`);
      say(`\n${colours.bold('For the AWS CLI')}`);
      for (const { what, line } of cli) say(`  ${colours.dim(`${what}:`)}\n  ${line}`);
      say('');
    },
    sending() {
      say(colours.bold("Sending the two events that SendPulse's help article shows"));
    },
    answered({ file, status, body }: Answered) {
      say(`  ${file}  ${colours.green(String(status))}  ${redact(body)}`);
    },
    contacts(contacts: readonly ShownContact[]) {
      say(`\n${colours.bold('The contacts they became, read from the table')}`);
      say(`${contacts.map(contact => contactBlock(contact, colours)).join('\n\n')}\n`);
    },
    serving() {
      live = true;
      say(`${colours.bold('Serving')}, until Ctrl-C. What comes in shows here.\n`);
    },
    stopping() {
      say(colours.dim('stopping …'));
    },
    request(request: Request) {
      traffic(requestLine(request, colours), request.status >= 500);
    },
    batch(name: string, outcome: BatchOutcome) {
      traffic(batchLine(name, outcome, colours), outcome.failed.length > 0);
    },
    functionLine(line: string) {
      const { text, bad } = functionLine(line, colours);
      if (text !== undefined) traffic(text, bad);
    },
    problem(message: string) {
      process.stderr.write(`${coloursFor(process.stderr).red('crm-bridge:')} ${redact(message)}\n`);
    },
  };
}

const clockTime = () => new Date().toTimeString().slice(0, 8);
