import type { Habits } from '../invent/bots.ts';
import type { Happening } from '../invent/happening.ts';

/** The `contact` of an event, spelled as its bot spells contacts. */
export const encodeContact = ({
  meant,
  bot: { habits },
  lastMessage,
  photo,
}: Happening): Readonly<Record<string, unknown>> => ({
  ...(habits.variables === 'flattened' ? meant.variables : {}),
  id: meant.contactId,
  ...told('name', meant.name, habits),
  ...told('username', meant.username, habits),
  ...told('email', meant.email, habits),
  ...told('phone', encodePhone(meant.phone, habits), habits),
  tags: meant.tags,
  ...(habits.variables === 'nested' ? encodeVariables(meant.variables, habits) : {}),
  photo,
  last_message: lastMessage,
});

const told = (key: string, value: string | number | null, { unknown }: Habits) => {
  if (value !== null) return { [key]: value };
  if (unknown === 'absent') return {};
  return { [key]: unknown === 'empty' ? '' : null };
};

const encodePhone = (phone: string | null, habits: Habits): string | number | null => {
  if (phone === null || habits.phone === '+digits') return phone;
  const digits = phone.slice(1);
  return habits.phone === 'number' ? Number(digits) : digits;
};

const encodeVariables = (
  variables: Happening['meant']['variables'],
  { noVariables }: Habits,
): { readonly variables?: unknown } => {
  if (Object.keys(variables).length > 0) return { variables };
  if (noVariables === 'absent') return {};
  return { variables: noVariables === '[]' ? [] : {} };
};
