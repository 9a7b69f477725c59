/**
 * JSON text in characters that SQS and its local stand-in accept. U+FFFE and U+FFFF, which JSON may hold unescaped, are
 * refused by SQS; what lies above them, emoji, is refused by the stand-in only. Escaped they mean the same. Lone surrogates
 * are replaced.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const forSqs = (json: string): string =>
  json
    .toWellFormed()
    .replace(/[\ud800-\udfff\ufffe\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16)}`);
