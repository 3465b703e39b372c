import { DAY, SimulatedClock } from '../../kernel/clock.js';
import type { Config } from '../../platform/config/config.js';
import { DeviceTokens } from './device-tokens.js';

const withSecret = (tokenSecret: string, clock = new SimulatedClock(0)) =>
  new DeviceTokens(clock, { tokenSecret } as Config);

describe('a device token', () => {
  const clock = new SimulatedClock(1_700_000_000_000);
  const devices = withSecret('a secret that is long enough for this', clock);

  it('names its device again, to its account alone', () => {
    const token = devices.issue('zhang', null);
    const device = devices.deviceOf('zhang', token);
    expect(device).toMatch(/^[\w-]{43}$/);
    expect(devices.deviceOf('wang', token)).toBeNull();
    expect(devices.deviceOf('zhang', devices.issue('zhang', device))).toBe(device);
  });

  it('is good for 180 days', () => {
    const token = devices.issue('zhang', null);
    clock.advance(180 * DAY - 1);
    expect(devices.deviceOf('zhang', token)).not.toBeNull();
    clock.advance(1);
    expect(devices.deviceOf('zhang', token)).toBeNull();
  });

  it('cannot be made by anybody else', () => {
    const token = devices.issue('zhang', null);
    const [device, issuedAt, signature] = token.split('.');
    const foreign = withSecret('another secret that is long enough too').issue('zhang', null);
    const forged = [`${device}x.${issuedAt}.${signature}`, `${device}.${Number(issuedAt) + 1}.${signature}`, foreign];
    for (const text of [...forged, token.slice(0, -2), `${device}.${issuedAt}.`, '..', '.', '', 'undefined', undefined])
      expect(devices.deviceOf('zhang', text)).toBeNull();
  });
});
