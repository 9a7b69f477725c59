/**
 * JSON text in characters that SQS accepts. U+FFFE and U+FFFF, the only ones it refuses that JSON may hold unescaped,
 * are escaped; lone surrogates are replaced.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const forSqs = (json: string): string =>
  json.toWellFormed().replace(/[\ufffe\uffff]/g, each => `\\u${each.charCodeAt(0).toString(16)}`);
