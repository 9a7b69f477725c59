/** DynamoDB Local cannot be had or started, for a reason that one line tells. */
export class DynamodbLocalError extends Error {
  override readonly name = 'DynamodbLocalError';
}
