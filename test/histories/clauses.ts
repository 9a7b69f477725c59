import type { Change } from '../support/loadLib.ts';

/** Each clause of the protocol, as the change that takes it out. */
export const without = {
  'a stamp is written where no value changes': {
    file: 'crm/contact.ts',
    find: `  a.first_activity === b.first_activity &&
  a.last_activity === b.last_activity &&
  a.erased_at === b.erased_at &&
  [...a.registers].every(([path, { stamp }]) => b.registers.get(path)?.stamp === stamp);`,
    replace: `  [...a.registers].every(
    ([path, { value }]) => path === 'bot' || JSON.stringify(b.registers.get(path)?.value) === JSON.stringify(value));`,
  },
  'a lookup is put only over a smaller rev': {
    file: 'aws/createTable.ts',
    find: `'attribute_not_exists(rev) OR rev < :rev'`,
    replace: `'attribute_not_exists(rev) OR rev <> :rev OR rev = :rev'`,
  },
  'a lookup is deleted only up to a rev': {
    file: 'aws/createTable.ts',
    find: `ConditionExpression: 'rev <= :rev'`,
    replace: `ConditionExpression: 'rev <= :rev OR rev > :rev'`,
  },
  'true is a set of keys of the whole contact': {
    file: 'pipeline/writeContact.ts',
    find: '.filter(key => !truth.has(key))',
    replace: `.filter(key => !truth.has(key) ||
      (key === '@email#' + before.registers.get('email')?.value &&
        before.registers.get('email')?.value !== after.registers.get('email')?.value))`,
  },
  'deletes follow from the contact as written': {
    file: 'pipeline/writeContact.ts',
    // Decided once, at the first attempt.
    find: 'const truth = lookupsOf(after, config);',
    replace: 'const truth = (run.truth ??= lookupsOf(after, config));',
  },
  'a webhook row is put only over the erased_at that was read': {
    file: 'aws/createTable.ts',
    find: `read.erased_at === undefined ? 'attribute_not_exists(erased_at)' : 'erased_at = :erased'`,
    replace: `read.erased_at === undefined ? 'rev >= :rev' : 'erased_at = :erased'`,
  },
  'an erased event sweeps again': {
    file: 'pipeline/writeContact.ts',
    find: 'if (plan.dropped > 0) await sweepErased',
    replace: 'if (plan.dropped < 0) await sweepErased',
  },
  'a tombstone is not older than the contact': {
    file: 'pipeline/eraseContact.ts',
    find: 'const times = [now, heard,',
    replace: 'const times = [now,',
  },
  'a sweep spares what is true': {
    file: 'pipeline/sweepErased.ts',
    find: 'if (key === CONTACT || truth.has(key)) return false;',
    replace: 'if (key === CONTACT) return false;',
  },
  'a sweep spares newer webhook rows': {
    file: 'aws/createTable.ts',
    find: `ConditionExpression: 'last_event < :after'`,
    replace: `ConditionExpression: 'last_event < :after OR last_event > :after'`,
  },
  'a sweep spares newer event rows': {
    file: 'pipeline/sweepErased.ts',
    find: 'key.slice(EVENT.length) >',
    replace: `erasedAt === '' && key >`,
  },
  'an event row is put only over a smaller digest': {
    file: 'aws/createTable.ts',
    find: `'attribute_not_exists(contact_id) OR digest < :digest'`,
    replace: `'attribute_not_exists(contact_id) OR digest < :digest OR digest >= :digest'`,
  },
  'a catalog row is remembered only once it is written': {
    file: 'pipeline/catalog.ts',
    find: 'writes.delete(key);',
    replace: 'writes.set(key, Promise.resolve());',
  },
  'a tombstone drops older events': {
    file: 'pipeline/planWrite.ts',
    find: 'erased_at === undefined || at > erased_at',
    replace: `at !== ''`,
  },
  'a webhook row of before starts afresh': {
    file: 'crm/webhookRow.ts',
    find: 'if (erasedAt !== undefined && stampTime(lastEvent) <= erasedAt) return undefined;',
    replace: '',
  },
  'a lost race runs again': {
    file: 'pipeline/writeContact.ts',
    find: `if (changed && !(await table.putVersioned(nextRow, contactRow))) return 'lost';`,
    replace: 'if (changed) await table.putVersioned(nextRow, contactRow);',
  },
  'a lost race for a webhook row runs again': {
    file: 'pipeline/writeContact.ts',
    find: `if (put.includes(false)) return 'lost';`,
    replace: '',
  },
} satisfies Record<string, Change>;
