import {
  readTokens,
  rotateToken,
  type SecretStore,
  stillValid,
} from '../../lib/pipeline/rotateToken.ts';
import type { Connection } from '../connect/connection.ts';
import { Problem } from '../problem.ts';
import { confirm } from '../read/confirm.ts';
import { note } from '../show/note.ts';
import { timeForPeople } from '../show/times.ts';
import { printUrl, webhookUrl } from '../url/webhookUrl.ts';
import type { World } from '../world.ts';
import type { ChangeOptions } from './changeOptions.ts';
import { makeToken } from './makeToken.ts';

/**
 * A function reads the secret again for a token that it does not know, once a second at most; as long again for a read
 * that was under way. Then none refuses the new one.
 */
const UNTIL_KNOWN_MS = 2000;

/**
 * Makes a new token, and shows its URL once no function refuses it.
 *
 * @throws Problem, which holds no token
 */
export const rotate = async (
  store: SecretStore,
  connection: Connection,
  { yes, json }: ChangeOptions,
  world: World,
): Promise<void> => {
  const tokens = await readTokens(store);
  const until = stillValid(tokens.secret, world.now());
  if (until !== undefined) {
    const end = until === null ? 'without an end' : `until ${timeForPeople(until)} UTC`;
    note(`The token before the present one is still valid, ${end}: it would end now.`, world);
    if (!(await confirm('Rotate all the same?', yes, world)))
      return note('Nothing was changed.', world);
  }
  const made = makeToken();
  const url = webhookUrl(connection, made);
  const rotated = await rotateToken(tokens, made, store, world.now());
  if (rotated === undefined) {
    throw new Problem(
      'somebody else changed the token meanwhile, and theirs counts: crm url shows it; nothing of yours was kept',
    );
  }
  note('The new token is in force. Waiting two seconds, until every function knows it…', world);
  await world.sleep(UNTIL_KNOWN_MS);
  printUrl(url, json, world);
  note(
    `Paste it into every bot and flow. The URL before stays valid until ${timeForPeople(rotated.previous_until ?? '')} UTC; crm token retire ends it sooner.`,
    world,
  );
};
