import type { Module } from './readModule.ts';

/** Circles of imports, types included: for each that is met, the files along it, the first once more at the end. */
export const findCircles = (modules: readonly Module[]): readonly (readonly string[])[] => {
  const importsOf = new Map(modules.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const circles: string[][] = [];

  const visit = (path: string, trail: readonly string[]): void => {
    const met = trail.indexOf(path);
    if (met >= 0) circles.push([...trail.slice(met), path]);
    if (met >= 0 || done.has(path)) return;
    for (const { to } of importsOf.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };

  for (const { path } of modules) visit(path, []);
  return circles;
};
