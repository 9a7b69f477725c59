import type { CrmConfig } from '../../lib/crm/config.ts';
import type { AttributeValue } from '../../lib/crm/row.ts';
import type { RuleOutcome } from '../../lib/crm/rules.ts';
import type { WebhookEvent } from '../../lib/webhook/parseEvent.ts';
import type { MappedBody } from './mapBody.ts';

/** What `crm map --json` prints. */
export const mappedForPrograms = ({ elements, rows }: MappedBody, config: CrmConfig) => ({
  events: elements.map((element, index) =>
    'problem' in element
      ? { index, problem: element.problem }
      : {
          index,
          event: eventForPrograms(element.event),
          ...outcomeForPrograms(element.outcome, config),
        },
  ),
  rows: rows.map(({ row, bytes, units }) => ({
    bytes,
    units,
    row: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
  })),
});

const eventForPrograms = ({ contact, message, raw, ...event }: WebhookEvent) => ({
  ...event,
  contact: { ...contact, variables: Object.fromEntries(contact.variables) },
  message: message ?? null,
});

const outcomeForPrograms = (outcome: RuleOutcome, { rules }: CrmConfig) => ({
  ignored: outcome.ignore,
  rules: outcome.matched.map(position => ({
    rule: `rules[${position}]`,
    when: rules[position]?.when ?? {},
  })),
  status: outcome.status ?? null,
  set: Object.fromEntries(outcome.set),
});

/** Bytes as base64. */
const plainValue = (value: AttributeValue): AttributeValue =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
