import { provesSecondFactor } from './second-factor.js';

it.each([
  [['pwd', 'mfa'], ['mfa'], true],
  [['otp'], ['mfa', 'otp'], true],
  [['pwd'], ['mfa'], false],
  [[], ['mfa'], false],
  [undefined, ['mfa'], false],
  ['mfa', ['mfa'], false],
  [[['mfa']], ['mfa'], false],
  [['mfa'], [], false],
  [[''], ['mfa'], false],
])('amr %j with %j accepted proves a second factor: %s', (amr, accepted, proved) => {
  expect(provesSecondFactor(amr, accepted)).toBe(proved);
});
