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

/**
 * The settings of a simulation: everything in a folder of its own, but for a database that is given. Nothing else is
 * taken over, so that no mail server or bucket of the installation hears of what never happened.
 * @throws ConfigError
 */
export function simulationSettings(folder: string): Config {
  const { DATABASE_URL = `sqlite:${join(folder, 'zhuqi.sqlite')}` } = process.env;
  return readConfig({ DATABASE_URL, ZHUQI_DATA_DIR: folder, ZHUQI_DEMO: 'false' });
}
