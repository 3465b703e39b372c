import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type EdgeConfig, edgeConfig } from './edge-config.js';
import { dataDir, type FilesConfig, filesConfig } from './files-config.js';
import { type MailConfig, mailConfig } from './mail-config.js';
import { type OidcConfig, oidcConfig } from './oidc-config.js';
import { type OutboundConfig, outboundConfig } from './outbound-config.js';
import { type Settings, settingsOf } from './settings.js';

export type DatabaseConfig =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly poolSize: number };

/** Everything that can be set from outside, parsed once at start and frozen. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly database: DatabaseConfig;
  readonly files: FilesConfig;
  /** Fills an empty database with a year of Zhoukou and opens the demo accounts. */
  readonly demo: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** HMAC key of the access tokens. */
  readonly tokenSecret: string;
  readonly accessTokenSeconds: number;
  /** `HH:MM` in the office time zone; a working-day deadline ends at `officeCloses`. */
  readonly officeOpens: string;
  readonly officeCloses: string;
  readonly sweepSeconds: number;
  /** What opens `/metrics`; null: nothing does. */
  readonly metricsToken: string | null;
  /** Null: nobody signs in through an identity provider. */
  readonly oidc: OidcConfig | null;
  /** Null: nothing is sent by mail. */
  readonly mail: MailConfig | null;
  /** Units of work that may share one SQLite commit. */
  readonly commitBatch: number;
  readonly edge: EdgeConfig;
  readonly outbound: OutboundConfig;
}

/** Injection token of {@link Config}: an interface has no run-time value. */
export const CONFIG = Symbol('Config');

export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Configuration is wrong:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Reads the settings from the environment.
 * @throws ConfigError with every problem, not only the first.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const setting = settingsOf(env, problems);
  const production = env.NODE_ENV === 'production';
  const demo = setting.flag('ZHUQI_DEMO', !production);
  const config: Config = {
    host: setting.text('HOST', demo ? '127.0.0.1' : '0.0.0.0'),
    port: setting.integer('PORT', 3000, [0, 65_535]),
    database: databaseConfig(setting, problems),
    files: filesConfig(setting, problems),
    demo,
    logLevel: setting.choice('LOG_LEVEL', 'info', LOG_LEVELS),
    tokenSecret: setting.text('ZHUQI_TOKEN_SECRET', production ? '' : randomBytes(32).toString('base64url')),
    accessTokenSeconds: setting.integer('ZHUQI_ACCESS_TOKEN_SECONDS', 900, [60, 86_400]),
    officeOpens: setting.hour('ZHUQI_OFFICE_OPENS', '09:00'),
    officeCloses: setting.hour('ZHUQI_OFFICE_CLOSES', '18:00'),
    sweepSeconds: setting.integer('ZHUQI_SWEEP_SECONDS', 60, [1, 3_600]),
    metricsToken: setting.text('ZHUQI_METRICS_TOKEN', '') || null,
    oidc: oidcConfig(setting.text, problems),
    mail: mailConfig(setting, problems),
    commitBatch: setting.integer('ZHUQI_COMMIT_BATCH', 32, [1, 512]),
    edge: edgeConfig(setting),
    outbound: outboundConfig(setting),
  };
  if (config.tokenSecret.length < 32) {
    problems.push('ZHUQI_TOKEN_SECRET must have at least 32 characters (openssl rand -base64 48)');
  }
  if (config.metricsToken !== null && config.metricsToken.length < 16) {
    problems.push('ZHUQI_METRICS_TOKEN must have at least 16 characters');
  }
  if (config.officeOpens >= config.officeCloses) {
    problems.push('ZHUQI_OFFICE_OPENS must be before ZHUQI_OFFICE_CLOSES');
  }
  if (demo && !LOOPBACK.has(config.host) && env.ZHUQI_DEMO_EXPOSED !== 'yes') {
    problems.push(
      `demo mode has a published password and listens on loopback only, not on ${config.host}; ` +
        'set ZHUQI_DEMO=false, or ZHUQI_DEMO_EXPOSED=yes if everybody who can reach it may use it',
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function databaseConfig(setting: Settings, problems: string[]): DatabaseConfig {
  const url = setting.text('DATABASE_URL', '');
  if (url === '') return { kind: 'sqlite', file: join(dataDir(setting), 'zhuqi.sqlite') };
  if (/^postgres(ql)?:\/\//.test(url)) {
    return { kind: 'postgres', url, poolSize: setting.integer('ZHUQI_POOL_SIZE', 16, [2, 200]) };
  }
  if (url.startsWith('sqlite:')) return { kind: 'sqlite', file: url.slice('sqlite:'.length) };
  problems.push('DATABASE_URL must start with postgres:// or sqlite:');
  return { kind: 'sqlite', file: ':memory:' };
}
