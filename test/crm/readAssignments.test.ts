import { describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { readAssignments } from '../../lib/crm/readAssignments.ts';

const config = defineCrm({
  fields: {
    seat: { from: 'seat', type: 'number' },
    birthday: { from: 'birthday', type: 'date' },
    vip: { from: 'vip', type: 'boolean' },
    mail: { from: 'mail', type: 'email' },
    mobile: { from: 'mobile', type: 'phone' },
    department: 'dept',
    'a=b': 'x',
  },
  rules: [{ when: { title: 'x' }, set: { reservation: { from: 'title' } } }],
  defaultCountry: 'LV',
});

const read = (...texts: string[]): unknown => {
  const found = readAssignments(texts, config);
  return 'values' in found ? Object.fromEntries(found.values) : found.problem;
};

describe('what a person sets is read as', () => {
  test.each([
    ['status=called', { status: 'called' }],
    ['name=Ann = Smith', { name: 'Ann = Smith' }],
    ['email=Ann@Example.invalid', { email: 'Ann@Example.invalid' }],
    ['phone=20 000 001', { phone: '20 000 001' }],
    ['tags=vip, lead,,vip', { tags: ['vip', 'lead'] }],
    ['tags=,', { tags: [] }],
    ['subscription=blocked', { subscription: 'blocked' }],
    ['variables.city=Riga', { 'variables.city': 'Riga' }],
    ['variables.a%3Db%253=1', { 'variables.a=b%3': '1' }],
    ['variables.constructor=1', { 'variables.constructor': '1' }],
    ['department=Sales', { 'fields.department': 'Sales' }],
    ['fields.department=Sales', { 'fields.department': 'Sales' }],
    ['fields.unheard of=x', { 'fields.unheard of': 'x' }],
    ['a%3Db=x', { 'fields.a=b': 'x' }],
    ['reservation=Seminar', { 'fields.reservation': 'Seminar' }],
    ['seat=012.50', { 'fields.seat': 12.5 }],
    ['seat=12345678901234567890', { 'fields.seat': '12345678901234567890' }],
    ['birthday=01.03.2026', { 'fields.birthday': '2026-03-01' }],
    ['vip=yes', { 'fields.vip': true }],
    ['mail=me@example.invalid', { 'fields.mail': 'me@example.invalid' }],
    ['mobile=+1 202 555 0101', { 'fields.mobile': '+1 202 555 0101' }],
    ['status=', { status: null }],
    ['tags= ', { tags: null }],
    ['seat=', { 'fields.seat': null }],
    ['name=\ud800', { name: '\ufffd' }],
  ])('%j', (text, values) => {
    expect(read(text)).toEqual(values);
  });

  test('several at once', () => {
    expect(read('status=called', 'seat=7', 'email=')).toEqual({
      status: 'called',
      'fields.seat': 7,
      email: null,
    });
  });
});

describe('what cannot be meant is refused with what would be right', () => {
  test.each([
    ['status', 'write what to set as name=value, or name= to lift it'],
    ['=x', 'write what to set as name=value, or name= to lift it'],
    [
      'colour=canary',
      "colour can't be set: there are status, name, username, email, phone, photo, tags, subscription, seat, birthday, vip, mail, mobile, department, a%3Db, reservation, variables.NAME, fields.NAME",
    ],
    ['variables.=canary', /^variables\. can't be set/],
    ['fields.=canary', /^fields\. can't be set/],
    ['subscription=canary', 'subscription must be one of subscribed, unsubscribed, blocked'],
    ['email=canary', 'email must be an e-mail address'],
    ['phone=canary', 'phone must be a phone number with its country, like +12025550101'],
    ['seat=canary', 'seat must be a number, such as 12 or 12.50'],
    ['seat=1 200', 'seat must be a number, such as 12 or 12.50'],
    ['birthday=2020-02-30', 'birthday must be a date, such as 2026-03-01 or 01.03.2026'],
    ['birthday=2020-1-5', 'birthday must be a date, such as 2026-03-01 or 01.03.2026'],
    ['birthday=31.02.2026', 'birthday must be a date, such as 2026-03-01 or 01.03.2026'],
    ['vip=canary', 'vip must be true or false'],
    ['mail=canary', 'mail must be an e-mail address'],
    [
      'fields.mobile=canary',
      'fields.mobile must be a phone number with its country, like +12025550101',
    ],
  ])('%j', (text, problem) => {
    expect(read(text)).toMatch(problem);
    expect(read(text)).not.toContain('canary');
  });

  test('one thing that is set twice', () => {
    expect(read('seat=7', 'fields.seat=8')).toBe(
      'fields.seat is set twice: which of them is meant?',
    );
  });
});
