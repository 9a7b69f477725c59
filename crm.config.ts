import { defineCrm } from './lib/crm/config.ts';

/**
 * What the bridge makes of your bots' events. This one is for a conference: change it, try it with
 * `npm run crm -- map --file payload.json`, and deploy.
 */
export default defineCrm({
  // Variables of the bot under the names that your CRM uses. Of several, the first that is not blank counts.
  fields: {
    department: 'dept',
    seat: { from: ['seat', 'Seat'], type: 'text' },
    city: { from: ['city', 'City'] },
    birthday: { from: ['birthday', 'birth_date'], type: 'date' },
    budget: { from: 'budget', type: 'number' },
  },

  // What a webhook means, by title (`*` is any text), kind, service or bot. All that match apply, later ones win.
  rules: [
    { when: { title: 'Reserved. *' }, status: 'reserved', set: { reservation: { from: 'title' } } },
    { when: { title: 'Cancelled. *' }, status: 'cancelled' },
    // { when: { kind: 'outgoing_message' }, ignore: true },
  ],

  // Variables to find contacts by.
  index: ['dept', 'city'],

  // For phone numbers written without a country, such as 'LV'.
  // defaultCountry: 'LV',

  // How many days an event stays in the timeline; 0 keeps none, leaving it out keeps all.
  // timeline: { keepDays: 365 },
});
