import { isFilled } from './filled.ts';
import { type JsonObject, own } from './parseJson.ts';

/** Why an element whose `contact` is no object can't become an event. It quotes nothing of what was sent. */
export const withoutContact = (element: JsonObject): string => {
  if (Object.hasOwn(element, 'automation_id') || Object.hasOwn(element, 'execution_date')) {
    return 'an Automation 360 event: this URL takes chatbot webhooks only, so take it out of the automation';
  }
  return isFilled(own(element, 'contact')) ? 'contact is not an object' : 'contact is missing';
};
