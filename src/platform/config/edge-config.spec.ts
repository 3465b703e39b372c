import { readConfig } from './config.js';

describe('trusted proxies', () => {
  it.each([
    ['', []],
    ['10.0.0.1', ['10.0.0.1']],
    ['10.0.0.0/8, fd00::/8,loopback', ['10.0.0.0/8', 'fd00::/8', 'loopback']],
    ['::1/128', ['::1/128']],
  ])('%j', (text, parts) => {
    expect(readConfig({ ZHUQI_TRUSTED_PROXIES: text }).edge.trustedProxies).toEqual(parts);
  });

  it.each([
    'everybody',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0',
    'true',
    '1',
    '*',
    '::1/129',
    '10.0.0.1/',
  ])('never %s', (text) => {
    expect(() => readConfig({ ZHUQI_TRUSTED_PROXIES: `10.0.0.1,${text}` })).toThrow('ZHUQI_TRUSTED_PROXIES');
  });
});

describe('origins', () => {
  it('are exact', () => {
    const given = 'https://a.example,http://localhost:5173';
    expect(readConfig({ ZHUQI_CORS_ORIGINS: given }).edge.corsOrigins).toEqual(given.split(','));
  });

  it.each([
    '*',
    'https://a.example/',
    'https://a.example/path',
    'a.example',
    'null',
    'https://*.example',
    'ftp://a.example',
    'https://u:p@a.example',
    'HTTPS://a.example',
    'https://a.example:443',
  ])('never %s', (text) => {
    expect(() => readConfig({ ZHUQI_CORS_ORIGINS: text })).toThrow('ZHUQI_CORS_ORIGINS');
  });
});

it('everything is off or generous unless it is set', () => {
  expect(readConfig({}).edge).toEqual({
    trustedProxies: [],
    corsOrigins: [],
    behindTls: false,
    ratePerAccount: 600,
    ratePerAddress: 3_000,
    headersTimeoutMs: 10_000,
    requestTimeoutMs: 120_000,
    idleTimeoutMs: 120_000,
  });
});
