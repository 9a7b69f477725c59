import type { Output } from '../world.ts';

/** Writes, without waiting. */
export const write = (output: Output, text: string): void => {
  output.write(text);
};

/** Writes and waits where the reader is slow, so that memory does not fill. */
export const writePatiently = async (output: Output, chunk: string | Uint8Array): Promise<void> => {
  if (!output.write(chunk)) await new Promise(resolve => output.once('drain', resolve));
};
