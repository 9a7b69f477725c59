/** What an attribute of ours may hold. Deeper things are kept as JSON text, so the store's limits on nesting never apply. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly AttributeValue[]
  | { readonly [name: string]: AttributeValue };

export interface Key {
  /** A contact's id, in the form that `contactKey` gives. */
  readonly contact_id: string;
  readonly webhook_title: string;
}

/** A row of the table, before it is marshalled. */
export interface Row extends Key {
  readonly [attribute: string]: AttributeValue;
}

/** Leaves out what is not there, so that it costs nothing. */
export const compact = (
  attributes: Readonly<Record<string, AttributeValue | undefined>>,
): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(attributes).filter(
      (entry): entry is [string, AttributeValue] => entry[1] !== undefined && entry[1] !== null,
    ),
  );
