import { createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { SimulatedClock } from '../../kernel/clock.js';
import { readConfig } from '../../platform/config/config.js';
import { AccessTokens, hashOfSecret, newSecret, parseRefreshToken, refreshTokenText } from './tokens.js';

const SECRET = createSecretKey(Buffer.from('a-secret-for-tests-that-is-long-enough'));
const NOW = Date.parse('2024-03-04T01:00:00.500Z');
const ZHANG = { id: 'u1', securityVersion: 3 };

describe('access tokens', () => {
  const jwt = new JwtService({ secret: SECRET });
  const tokens = new AccessTokens(jwt, new SimulatedClock(NOW), readConfig({ ZHUQI_ACCESS_TOKEN_SECONDS: '900' }));

  it('say who, in which session, until when on the injected clock', () => {
    expect(tokens.read(tokens.issue(ZHANG, 's1'))).toEqual({
      userId: 'u1',
      sessionId: 's1',
      securityVersion: 3,
      expiresAt: Date.parse('2024-03-04T01:15:00Z'),
    });
  });

  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { sub: 'u1', sid: 's1', sv: 3, iat: 1, exp: 9_999_999_999 };

  it.each([
    ['without a signature', `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.`],
    ['of another algorithm', jwt.sign(claims, { algorithm: 'HS512' })],
    ['of another key', new JwtService({ secret: 'somebody-elses-secret-of-some-length' }).sign(claims)],
    ['with other claims', tokens.issue(ZHANG, 's1').replace(/\.[^.]+\./, `.${encoded(claims)}.`)],
    ['cut off', tokens.issue(ZHANG, 's1').slice(0, -3)],
    ['made of nothing', ''],
    ['that is text', 'hello'],
  ])('%s are refused', (_, token) => {
    expect(() => tokens.read(token)).toThrow(/^auth\.invalid/);
  });
});

describe('secrets', () => {
  it('have 256 bits, and are stored as something else', () => {
    const secret = newSecret();
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(newSecret()).not.toBe(secret);
    expect(hashOfSecret(secret)).toMatch(/^[\w-]{43}$/);
    expect(hashOfSecret(secret)).not.toBe(secret);
  });

  it('of a session travel with its name', () => {
    const token = { sessionId: '018e-1', family: newSecret(), secret: newSecret() };
    expect(parseRefreshToken(refreshTokenText(token))).toEqual(token);
  });

  it.each(['', 'a', 'a.b', 'a..c', '.b.c', 'a.b.', 'a.b.c.d'])('%j is not a refresh token', (text) => {
    expect(parseRefreshToken(text)).toBeNull();
  });
});
