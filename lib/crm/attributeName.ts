/**
 * A variable's name as the name of a map entry. The store refuses the empty name, and `__proto__` is lost on the way
 * through plain objects: such names get an `@` in front, and so do those that begin with one.
 */
export const toAttributeName = (name: string): string =>
  name === '' || name === '__proto__' || name.startsWith('@') ? `@${name}` : name;

/** The variable's name again. */
export const fromAttributeName = (attribute: string): string =>
  attribute.startsWith('@') ? attribute.slice(1) : attribute;
