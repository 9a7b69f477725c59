import type { ErasedContact } from '../../lib/pipeline/query/readContact.ts';
import { Problem } from '../problem.ts';
import { timeForPeople } from '../show/times.ts';

/** What was found of a contact. @throws Problem where there is none: its id is somebody's data and is not repeated */
export const contactOrProblem = <T extends object>(found: T | ErasedContact | undefined): T => {
  if (found === undefined) {
    throw new Problem(
      'there is no contact with that id: crm contacts finds it by phone, e-mail or tag',
    );
  }
  if ('erased_at' in found) {
    throw new Problem(
      `that contact was erased on ${timeForPeople(found.erased_at)} UTC: nothing is known of it`,
    );
  }
  return found;
};
