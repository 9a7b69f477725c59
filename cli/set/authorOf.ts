import { userInfo } from 'node:os';
import type { World } from '../world.ts';

/** Who corrects where nobody is named: the user of this machine. In a container there may be none. */
export const authorOf = ({ environment }: Pick<World, 'environment'>): string => {
  const { USER, LOGNAME, USERNAME } = environment;
  try {
    return userInfo().username;
  } catch {
    return USER ?? LOGNAME ?? USERNAME ?? 'unknown';
  }
};
