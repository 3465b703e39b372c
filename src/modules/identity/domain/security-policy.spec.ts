import fc from 'fast-check';
import { ROLES } from '../../../kernel/actor.js';
import { DAY, HOUR, MINUTE } from '../../../kernel/clock.js';
import { restrictionOf, type SecurityPolicy, sessionEnd, sessionLimits } from './security-policy.js';

const POLICY: SecurityPolicy = {
  passwordMaxDays: 90,
  passwordHistory: 5,
  attempts: 5,
  lockMinutes: 15,
  secondFactorRoles: ['admin', 'security'],
  sessions: {
    officials: { idleMinutes: 30, absoluteHours: 12 },
    enterprises: { idleMinutes: 10_080, absoluteHours: 720 },
  },
};

describe('the end of a session', () => {
  it.each(ROLES)('of a %s follows the limits for that kind of people', (role) => {
    expect(sessionLimits(POLICY, role)).toBe(
      role === 'enterprise' ? POLICY.sessions.enterprises : POLICY.sessions.officials,
    );
  });

  it('is the first of: left alone, gone on for too long, what was promised when it was opened', () => {
    const limits = fc.record({
      idleMinutes: fc.integer({ min: 5, max: 60 }),
      absoluteHours: fc.integer({ min: 1, max: 24 }),
    });
    const times = fc.record({ used: fc.nat(DAY), promised: fc.nat(2 * DAY) });
    fc.assert(
      fc.property(limits, times, (limit, { used, promised }) => {
        const end = sessionEnd({ createdAt: 0, lastUsedAt: used, expiresAt: promised }, limit);
        const ends = [promised, used + limit.idleMinutes * MINUTE, limit.absoluteHours * HOUR];
        expect(ends).toContain(end);
        for (const other of ends) expect(end).toBeLessThanOrEqual(other);
      }),
    );
  });
});

describe('a session is restricted', () => {
  const NOW = 1_000 * DAY;
  it.each([
    ['coordinator', NOW - 90 * DAY + 1, false, null],
    ['coordinator', NOW - 90 * DAY, false, 'password-expired'],
    ['coordinator', null, false, null],
    ['admin', NOW, false, 'second-factor-required'],
    ['admin', NOW, true, null],
    ['admin', NOW - 90 * DAY, true, 'password-expired'],
    ['admin', NOW - 90 * DAY, false, 'second-factor-required'],
    ['system', NOW, false, null],
  ] as const)('%s, password set at %p, second factor %p: %p', (role, passwordSetAt, secondFactor, expected) => {
    expect(restrictionOf(POLICY, { role, passwordSetAt, secondFactor }, NOW)).toBe(expected);
  });

  it('never for its password when none expires', () => {
    const lasting = { ...POLICY, passwordMaxDays: null };
    expect(restrictionOf(lasting, { role: 'cadre', passwordSetAt: 0, secondFactor: false }, NOW)).toBeNull();
  });
});
