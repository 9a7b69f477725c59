/** An answer that is no success, for `@middy/http-error-handler` to format: JSON in the shape of API Gateway's own. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly statusCode: number;
  /** The message is ours, made for the sender. */
  readonly expose = true;

  constructor(statusCode: number, message: string) {
    super(JSON.stringify({ message }));
    this.statusCode = statusCode;
  }
}
