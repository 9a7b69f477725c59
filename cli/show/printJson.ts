import type { World } from '../world.ts';
import { jsonText } from './jsonText.ts';
import { writePatiently } from './write.ts';

/** Prints what programs read: one JSON value. */
export const printJson = (value: unknown, { stdout }: World): Promise<void> =>
  writePatiently(stdout, `${jsonText(value, 2)}\n`);
