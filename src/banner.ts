import type { Config } from './platform/config/config.js';

/**
 * What a person who has just typed `npm start` wants to know.
 * @param setupToken makes the first administrator; null when it is not needed or was printed before
 */
export function banner(config: Config, port: number, setupToken: string | null): string {
  const address = `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
  const { database } = config;
  const lines = [
    'Zhuqi 助企 is ready.',
    '',
    `  Browse the API     ${address}/api/docs`,
    `  OpenAPI document   ${address}/api/openapi.json`,
    `  Health             ${address}/health/ready`,
    `  Data               ${database.kind === 'sqlite' ? database.file : 'PostgreSQL (DATABASE_URL)'}`,
  ];
  const people = config.demo ? demoAccounts() : setupToken === null ? [] : firstAdministrator(address, setupToken);
  return [...lines, ...people, '', '  Stop with Ctrl-C.', ''].join('\n');
}

function firstAdministrator(address: string, token: string): string[] {
  return [
    '',
    '  There is no administrator yet. This set-up token is shown once and is good for 24 hours:',
    `    ${token}`,
    `  Make the first administrator with it: POST ${address}/api/v1/setup {token, username, displayName, password}`,
    '  Another token: node dist/src/cli.js setup token',
  ];
}

function demoAccounts(): string[] {
  return [
    '',
    '  Demo accounts, all with the password zhuqi-demo:',
    '    enterprise            submits issues and rates what was done',
    '    cadre                 handles the issues that it is assigned',
    '    coordinator           accepts, assigns, decides, verifies (Zhoukou); coordinator-henan for the province',
    '    manager, auditor      read reports; admin keeps accounts, reference data, rules and policies',
    '    security              answers for sign-ins, sessions and personal data',
    '  Settings for real use are in README.md: start with NODE_ENV=production.',
  ];
}
