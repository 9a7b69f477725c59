/** How a change of the token is made. */
export interface ChangeOptions {
  readonly yes?: true | undefined;
  readonly json?: true | undefined;
}
