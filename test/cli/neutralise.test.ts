import { expect, test } from '@jest/globals';
import { neutralise } from '../../cli/export/neutralise.ts';

test.each([
  '=1+1',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '=cmd|"/c calc"!A1',
  '+cmd|x',
  '＝1+1',
  '-',
  '+1 202 call me',
])('%j gets an apostrophe in any column', text => {
  expect(neutralise(text, false)).toBe(`'${text}`);
  expect(neutralise(text, true)).toBe(`'${text}`);
});

test.each(['+37120000001', '-12.5', '+0,5', 'a=b', '1+1', '12025550101', ''])(
  '%j is left as it is in any column',
  text => {
    expect(neutralise(text, false)).toBe(text);
    expect(neutralise(text, true)).toBe(text);
  },
);

test.each(['+371 20 000 001', '+1 (202) 555-0101', '+1-202-555-0101', '+371.20.000.001'])(
  'the phone %j is left as it is in a column of phones, and neutralised elsewhere',
  phone => {
    expect(neutralise(phone, true)).toBe(phone);
    expect(neutralise(phone, false)).toBe(`'${phone}`);
  },
);
