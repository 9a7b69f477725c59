/** With these a spreadsheet takes a cell for a formula; the wide ones are what some input methods type. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
/** A number with its sign is no formula: `-12.5`, `+37120000001`. */
const NUMBER = /^[+-]\d+(?:[.,]\d+)?$/;
/** Nothing but digits and what parts them: it can call nothing and name no cell. */
const PHONE = /^\+[\d\s().\-/]+$/;

/** Whether a spreadsheet might take a text for a formula. In a column of phones a phone is left as it is. */
export const looksLikeFormula = (text: string, isPhone: boolean): boolean =>
  FORMULA.test(text) && !NUMBER.test(text) && !(isPhone && PHONE.test(text));

/**
 * Text that no spreadsheet takes for a formula: an apostrophe goes before what looks like one.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const neutralise = (text: string, isPhone: boolean): string =>
  looksLikeFormula(text, isPhone) ? `'${text}` : text;
