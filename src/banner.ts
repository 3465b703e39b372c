import type { Config } from './platform/config/config.js';

/** What a person who has just typed `npm start` wants to know. */
export function banner(config: Config, port: number): string {
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
  return [...lines, ...(config.demo ? demoAccounts() : []), '', '  Stop with Ctrl-C.', ''].join('\n');
}

function demoAccounts(): string[] {
  return [
    '',
    '  Demo accounts, all with the password zhuqi-demo:',
    '    enterprise            submits issues and rates what was done',
    '    cadre                 handles the issues that it is assigned',
    '    coordinator           accepts, assigns, decides, verifies (Zhoukou); coordinator-henan for the province',
    '    manager, auditor      read reports; admin keeps reference data, rules and policies',
    '  Settings for real use are in README.md: start with NODE_ENV=production.',
  ];
}
