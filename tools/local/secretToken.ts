import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretDescription } from './stack/stack.ts';

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The token that ends the webhook URL: made anew at each start, kept where a folder keeps the rest,
 * so that a URL which was pasted somewhere stays good.
 *
 * @param data the folder of `--data`
 */
export function secretToken({ tokenLength }: SecretDescription, data?: string): string {
  const file = data === undefined ? undefined : join(data, 'token');
  if (file !== undefined && existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim();
    if (/^[A-Za-z0-9]+$/.test(kept) && kept.length === tokenLength) return kept;
  }
  const token = Array.from(
    { length: tokenLength },
    () => lettersAndDigits[randomInt(lettersAndDigits.length)],
  ).join('');
  if (file !== undefined) writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}
