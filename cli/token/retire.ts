import {
  readTokens,
  retireToken,
  type SecretStore,
  stillValid,
} from '../../lib/pipeline/rotateToken.ts';
import { Problem } from '../problem.ts';
import { confirm } from '../read/confirm.ts';
import { note } from '../show/note.ts';
import { printJson } from '../show/printJson.ts';
import type { World } from '../world.ts';
import type { ChangeOptions } from './changeOptions.ts';

/**
 * Ends the token before the present one, after asking.
 *
 * @throws Problem, which holds no token
 */
export const retire = async (
  store: SecretStore,
  { yes, json }: ChangeOptions,
  world: World,
): Promise<void> => {
  const tell = async (retired: boolean, text: string): Promise<void> => {
    if (json) await printJson({ retired }, world);
    note(text, world);
  };
  const tokens = await readTokens(store);
  if (stillValid(tokens.secret, world.now()) === undefined)
    return tell(false, 'There is no token before the present one that is still valid.');
  const question = 'Bots that still have the URL before will be refused. End it?';
  if (!(await confirm(question, yes, world))) return tell(false, 'Nothing was changed.');
  if (!(await retireToken(tokens, store))) {
    throw new Problem(
      'somebody else changed the token meanwhile, and theirs counts: look with crm url, and try again',
    );
  }
  await tell(true, 'Ended. Functions that have read it may let it pass for five minutes more.');
};
