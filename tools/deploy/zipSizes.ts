import { statSync } from 'node:fs';
import { resolve } from 'node:path';

type Functions = Readonly<Record<string, { readonly package?: { readonly artifact?: string } }>>;

/** A line for each function that was packed: its zip, and how large that is. */
export const zipSizes = (folder: string, functions: Functions): readonly string[] =>
  Object.entries(functions).flatMap(([name, fn]) => {
    const zip = fn.package?.artifact;
    if (zip === undefined) return [];
    return [`${name}: ${Math.ceil(statSync(resolve(folder, zip)).size / 1024)} KB zipped`];
  });
