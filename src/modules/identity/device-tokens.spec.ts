import { DAY, SimulatedClock } from '../../kernel/clock.js';
import type { Config } from '../../platform/config/config.js';
import { DeviceTokens } from './device-tokens.js';

const ZHANG = { username: 'zhang', securityVersion: 3 };

const withSecret = (tokenSecret: string, clock = new SimulatedClock(0)) =>
  new DeviceTokens(clock, { tokenSecret } as Config);

describe('a device token', () => {
  const clock = new SimulatedClock(1_700_000_000_000);
  const devices = withSecret('a secret that is long enough for this', clock);

  it('names its device again, to its account alone', () => {
    const token = devices.issue(ZHANG, null);
    const device = devices.deviceOf(ZHANG, token);
    expect(device).toMatch(/^[\w-]{43}$/);
    expect(devices.deviceOf({ ...ZHANG, username: 'wang' }, token)).toBeNull();
    expect(devices.deviceOf(ZHANG, devices.issue(ZHANG, device))).toBe(device);
  });

  it('is good for 180 days', () => {
    const token = devices.issue(ZHANG, null);
    clock.advance(180 * DAY - 1);
    expect(devices.deviceOf(ZHANG, token)).not.toBeNull();
    clock.advance(1);
    expect(devices.deviceOf(ZHANG, token)).toBeNull();
  });

  it('ends with the version that it was issued for', () => {
    expect(devices.deviceOf({ ...ZHANG, securityVersion: 4 }, devices.issue(ZHANG, null))).toBeNull();
  });

  it('cannot be made by anybody else', () => {
    const token = devices.issue(ZHANG, null);
    const [device, issuedAt, signature] = token.split('.');
    const foreign = withSecret('another secret that is long enough too').issue(ZHANG, null);
    const forged = [`${device}x.${issuedAt}.${signature}`, `${device}.${Number(issuedAt) + 1}.${signature}`, foreign];
    for (const text of [...forged, token.slice(0, -2), `${device}.${issuedAt}.`, '..', '.', '', 'undefined', undefined])
      expect(devices.deviceOf(ZHANG, text)).toBeNull();
  });
});
