/**
 * Makes a function that takes the webhook's token out of a text: the token itself, and whatever
 * stands in a path where a token belongs, since a wrong or an older one is nobody's business either.
 *
 * @param routes as in `serverless.yml`, `/webhooks/{token}`
 */
export function createRedact(token: string, routes: readonly string[]): (text: string) => string {
  const paths = routes
    .map(route => /^(.*\/)(\{[^}]+\})$/.exec(route))
    .flatMap(found => (found === null ? [] : [{ start: found[1] ?? '', name: found[2] ?? '' }]));
  return text => {
    const clean = text.replaceAll(token, '{token}');
    return paths.reduce(
      (line, { start, name }) =>
        line.replace(new RegExp(`${RegExp.escape(start)}[^/\\s"'{}?#]+`, 'g'), `${start}${name}`),
      clean,
    );
  };
}
