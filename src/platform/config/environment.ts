import { type Config, readConfig } from './config.js';

/**
 * The settings of this process. The one place that looks at `process.env`.
 * @throws ConfigError
 */
export function readEnvironment(): Config {
  return readConfig(process.env);
}
