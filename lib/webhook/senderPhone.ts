/** A number, or the address that WhatsApp makes of it; a group's address is no number. */
const NUMBER = /^\s*(\+?\d[\d\s()-]{0,30})(?:@(?:c\.us|s\.whatsapp\.net))?$/;

/** The phone of a message's sender, by the message's `from`; undefined where that is no number. */
export const senderPhone = (from: string): string | undefined => NUMBER.exec(from)?.[1]?.trim();
