import { dirname, join } from 'node:path';
import { type Config, readConfig } from './config.js';
import { keptSecret } from './kept-secret.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of this process. The one place that looks at `process.env`.
 * @throws ConfigError
 */
export function readEnvironment(): Config {
  return withKeptSecret(readConfig(process.env), process.env);
}

/** Without a secret in the settings, one beside the SQLite file lets sign-ins and second factors outlive a restart. */
export function withKeptSecret(config: Config, env: Environment): Config {
  const { database } = config;
  if (env.ZHUQI_TOKEN_SECRET || database.kind !== 'sqlite' || database.file === ':memory:') return config;
  return Object.freeze({ ...config, tokenSecret: keptSecret(join(dirname(database.file), 'zhuqi.secret')) });
}
