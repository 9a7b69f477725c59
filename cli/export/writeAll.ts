import type { FileHandle } from 'node:fs/promises';

/**
 * Writes bytes at a place of a file, all of them: the system may take fewer at a time.
 *
 * @returns how many they were
 */
export const writeAll = async (
  handle: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<number> => {
  let written = 0;
  while (written < bytes.length) {
    const rest = bytes.length - written;
    written += (await handle.write(bytes, written, rest, position + written)).bytesWritten;
  }
  return written;
};
