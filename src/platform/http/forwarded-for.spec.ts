import fc from 'fast-check';
import { isIP } from 'node:net';
import { readableAddresses } from './forwarded-for.js';

it.each([
  ['203.0.113.7', ['203.0.113.7']],
  ['203.0.113.7, 10.0.0.1', ['203.0.113.7', '10.0.0.1']],
  ['<script>, 203.0.113.7', ['203.0.113.7']],
  ['203.0.113.7, unknown, 10.0.0.1', ['10.0.0.1']],
  ['203.0.113.7, unknown', []],
  ['203.0.113.7:4711', ['203.0.113.7']],
  ['[2001:db8::1]:4711, 2001:db8::2', ['2001:db8::1', '2001:db8::2']],
  ['', []],
  [',', []],
  ["' OR 1=1 --", []],
  ['203.0.113.7\u0000', []],
])('%j', (header, addresses) => {
  expect(readableAddresses(header)).toEqual(addresses);
});

it('gives nothing but addresses, whatever comes in', () => {
  fc.assert(fc.property(fc.string(), (header) => readableAddresses(header).every((address) => isIP(address) !== 0)));
});
