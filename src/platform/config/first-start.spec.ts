import { ConfigError, readConfig } from './config.js';

const PRODUCTION = { NODE_ENV: 'production', ZHUQI_TOKEN_SECRET: 'x'.repeat(32) };

const problemsOf = (env: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
};

describe('demo mode, whose password is published', () => {
  it.each(['127.0.0.1', 'localhost', '::1'])('listens on %s', (host) => {
    expect(readConfig({ HOST: host })).toMatchObject({ demo: true, host });
  });

  it.each(['0.0.0.0', '::', '10.0.0.5', 'zhuqi.example', '127.0.0.1.zhuqi.example'])(
    'does not listen on %s',
    (host) => {
      expect(problemsOf({ HOST: host })).toEqual([expect.stringContaining('demo mode has a published password')]);
      expect(problemsOf({ HOST: host, ZHUQI_DEMO_EXPOSED: 'true' })).toHaveLength(1);
    },
  );

  it('listens elsewhere when told so explicitly', () => {
    expect(problemsOf({ HOST: '0.0.0.0', ZHUQI_DEMO_EXPOSED: 'yes' })).toEqual([]);
  });

  it('is not on in production unless it is asked for', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({ demo: false, host: '0.0.0.0' });
  });
});

describe('an identity provider', () => {
  const OIDC = {
    ZHUQI_OIDC_ISSUER: 'https://id.zhoukou.example',
    ZHUQI_OIDC_CLIENT_ID: 'zhuqi',
    ZHUQI_OIDC_CLIENT_SECRET: 'secret',
    ZHUQI_OIDC_REDIRECT_URI: 'https://zhuqi.example/signed-in',
  };

  it('is off unless its issuer is set', () => {
    expect(readConfig({}).oidc).toBeNull();
  });

  it('links nobody by a name, and takes nothing but mfa for a second factor, unless told so', () => {
    expect(readConfig(OIDC).oidc).toMatchObject({
      claim: 'preferred_username',
      linksByClaim: false,
      secondFactors: ['mfa'],
    });
    expect(readConfig({ ...OIDC, ZHUQI_OIDC_LINK: 'yes', ZHUQI_OIDC_MFA: 'otp, hwk' }).oidc).toMatchObject({
      linksByClaim: true,
      secondFactors: ['otp', 'hwk'],
    });
  });

  it.each([
    ['ZHUQI_OIDC_ISSUER', 'http://id.zhoukou.example'],
    ['ZHUQI_OIDC_ISSUER', 'http://127.0.0.1.zhoukou.example'],
    ['ZHUQI_OIDC_ISSUER', 'file:///etc/passwd'],
    ['ZHUQI_OIDC_ISSUER', 'no address'],
    ['ZHUQI_OIDC_REDIRECT_URI', 'http://zhuqi.example/signed-in'],
    ['ZHUQI_OIDC_LINK', 'true'],
  ])('is refused with %s=%s', (name, value) => {
    expect(problemsOf({ ...OIDC, [name]: value })).toEqual([expect.stringContaining(name)]);
  });

  it.each(['ZHUQI_OIDC_CLIENT_ID', 'ZHUQI_OIDC_CLIENT_SECRET', 'ZHUQI_OIDC_REDIRECT_URI'])('needs %s', (name) => {
    expect(problemsOf({ ...OIDC, [name]: '' })).toEqual([`${name} is needed with ZHUQI_OIDC_ISSUER`]);
  });

  it('may be on loopback without TLS, for tests', () => {
    expect(problemsOf({ ...OIDC, ZHUQI_OIDC_ISSUER: 'http://127.0.0.1:4000' })).toEqual([]);
  });
});
