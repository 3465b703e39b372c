import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withKeptSecret } from './environment.js';
import { readConfig } from './config.js';
import { keptSecret } from './kept-secret.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'zhuqi-secret-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('a secret in a file', () => {
  it('is made once, for its owner alone, and leaves nothing else behind', () => {
    const file = join(folder, 'data', 'zhuqi.secret');
    const secret = keptSecret(file);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(keptSecret(file)).toBe(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['zhuqi.secret']);
  });

  it.each(['', '\n', 'too short'])('is not %j', (contents) => {
    const file = join(folder, 'zhuqi.secret');
    writeFileSync(file, contents);
    expect(() => keptSecret(file)).toThrow('holds no secret');
  });
});

describe('without a secret in the settings', () => {
  const secretOf = (env: Record<string, string>): string => {
    const settings = { ZHUQI_DEMO: 'false', ...env };
    return withKeptSecret(readConfig(settings), settings).tokenSecret;
  };

  it('the one beside an SQLite file is used again after a restart', () => {
    const env = { ZHUQI_DATA_DIR: folder };
    const secret = secretOf(env);
    expect(secretOf(env)).toBe(secret);
    expect(readdirSync(folder)).toEqual(['zhuqi.secret']);
  });

  it('nothing is kept for a database in memory or on a server, nor when there is one', () => {
    const given = 'a-secret-that-was-given-by-hand-to-it';
    expect(secretOf({ ZHUQI_DATA_DIR: folder, ZHUQI_TOKEN_SECRET: given })).toBe(given);
    for (const DATABASE_URL of ['sqlite::memory:', 'postgres://localhost/zhuqi'])
      expect(secretOf({ DATABASE_URL })).not.toBe(secretOf({ DATABASE_URL }));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('production does not start', () => {
    expect(() => secretOf({ NODE_ENV: 'production', ZHUQI_DATA_DIR: folder })).toThrow('ZHUQI_TOKEN_SECRET');
    expect(readdirSync(folder)).toEqual([]);
  });
});
