/**
 * An e-mail address in the form that lookups use: trimmed, lower-cased.
 *
 * @returns undefined when it is no address
 */
export const normaliseEmail = (email: string): string | undefined => {
  const address = email.trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : undefined;
};
