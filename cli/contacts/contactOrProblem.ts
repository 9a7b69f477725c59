import type { ErasedContact } from '../../lib/pipeline/query/readContact.ts';
import { Problem } from '../problem.ts';
import { timeForPeople } from '../show/times.ts';

/**
 * What was found of a contact.
 *
 * @param which of several: `the second`
 * @throws Problem where there is none: its id is somebody's data and is not repeated
 */
export const contactOrProblem = <T extends object>(
  found: T | ErasedContact | undefined,
  which = 'that',
): T => {
  if (found === undefined) {
    throw new Problem(
      `there is no contact with ${which} id: crm contacts finds it by phone, e-mail or tag`,
    );
  }
  if ('erased_at' in found) {
    throw new Problem(
      `${which} contact was erased on ${timeForPeople(found.erased_at)} UTC: nothing is known of it`,
    );
  }
  return found;
};
