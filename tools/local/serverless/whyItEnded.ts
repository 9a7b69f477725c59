/** What Serverless prints around the one thing that matters. */
const frame = /^(Environment:|Docs:|Learn more about|Error:?$)/;

/**
 * Why `serverless` gave up, from its last lines: what follows on its `Error:`, which names the place
 * in `serverless.yml`. Where it printed none, all that it said.
 */
export function whyItEnded(lines: readonly string[]): string {
  const start = lines.findLastIndex(line => /^Error:?$/.test(line.trim()));
  const told = lines
    .slice(start + 1)
    .filter(line => !frame.test(line.trim()))
    .join('\n')
    .trim()
    .replace(/^Cannot resolve serverless\.yml: Variables resolution errored with:\s*- /, '')
    .replace(/^Configuration error at '([^']+)': /, '$1: ');
  if (told === '') return 'it gave no reason';
  const saysWhere = told.includes('serverless.yml') || told.startsWith('crm.config.ts');
  return start === -1 || saysWhere ? told : `serverless.yml: ${told}`;
}
