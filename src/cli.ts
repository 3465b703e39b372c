import 'reflect-metadata';
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { anchorOf, Broken, verifyExportFile, verifyTrail } from './audit-commands.js';
import { ROLES, SYSTEM_ACTOR } from './kernel/actor.js';
import { iso, SystemClock } from './kernel/clock.js';
import { DomainError } from './kernel/domain-error.js';
import { UuidSource } from './kernel/ids.js';
import { type Bilingual, say } from './kernel/language.js';
import { AccountChanges, Invitations, SetupTokens } from './modules/accounts/index.js';
import { FigureFolding } from './modules/figure-cells/index.js';
import { Users } from './modules/identity/index.js';
import { ConfigError } from './platform/config/config.js';
import { readEnvironment } from './platform/config/environment.js';
import { makeLogger } from './platform/observability/logger.js';
import { type Occasion, UnitOfWork } from './platform/persistence/index.js';
import { ReferenceSeeding } from './seeding/index.js';
import { simulate, SIMULATION_SIZES, SimulationFailed } from './simulate.js';

const USAGE = `Usage:
  node dist/src/cli.js migrate
      Brings the database to this version of the program.
  node dist/src/cli.js user create --username NAME --role ROLE --region CODE
                                   [--cadre ID] [--enterprise ID] [--display-name NAME]
      Opens an account; the password is the first line of the standard input.
      Roles: ${ROLES.join(', ')}
  node dist/src/cli.js audit verify [--anchor SEQ:HASH]
      Walks the audit trail and names the first link that does not hold.
  node dist/src/cli.js audit verify --file EXPORT --key PUBLIC-KEY
      Checks an exported file; needs no database.
  node dist/src/cli.js user invite --username NAME
      Prints a one-time token by which the account's holder chooses a password within 72 hours.
  node dist/src/cli.js setup token
      Prints a token that makes the first administrator, as long as there is none; earlier ones are void.
  node dist/src/cli.js figures rebuild
      Makes the cells that reports are added up from anew, from the issues and their events; nobody has to stop working.
  node dist/src/cli.js simulate [--days N] [--cadres N] [--enterprises N] [--issues N] [--seed N] [--lang zh|en]
      Plays a year of a city on a database of its own and counts what must never be so.
`;

const OK = 0;
const REFUSED = 1;
const WRONG_USE = 2;

class WrongUse extends Error {}

type Options = Readonly<Record<string, string | undefined>>;

interface Command {
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly required: readonly string[];
  /** Done without the database when this is so. */
  alone?(options: Options): Promise<string> | null;
  run?(app: INestApplicationContext, options: Options): Promise<string>;
}

const text = { type: 'string' } as const;

const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: {
    options: {},
    required: [],
    // Opening the database has migrated it.
    run: async (app) => {
      await app.get(ReferenceSeeding, { strict: false }).load();
      return 'The database is up to date.';
    },
  },
  'user create': {
    options: { username: text, role: text, region: text, cadre: text, enterprise: text, 'display-name': text },
    required: ['username', 'role', 'region'],
    run: createUser,
  },
  'audit verify': {
    options: { anchor: text, file: text, key: text },
    required: [],
    alone: verifyFile,
    run: verify,
  },
  'user invite': { options: { username: text }, required: ['username'], run: inviteUser },
  'setup token': {
    options: {},
    required: [],
    run: async (app) => {
      await app.get(ReferenceSeeding, { strict: false }).load();
      return app.get(SetupTokens, { strict: false }).renew(occasion());
    },
  },
  'figures rebuild': {
    options: {},
    required: [],
    run: async (app) => `Counted ${await app.get(FigureFolding, { strict: false }).rebuild()} issues anew.`,
  },
  simulate: {
    options: { days: text, cadres: text, enterprises: text, issues: text, seed: text, lang: text },
    required: [],
    alone: ({ lang = 'zh', ...sizes }) => {
      if (lang !== 'zh' && lang !== 'en') throw new WrongUse('--lang must be zh or en');
      return simulate(sizesOf(sizes), lang === 'zh' ? 'zh-CN' : 'en');
    },
  },
};

function sizesOf(options: Options) {
  const names = Object.keys(SIMULATION_SIZES) as (keyof typeof SIMULATION_SIZES)[];
  const sizes = names.map((name) => {
    const [least, most, usual] = SIMULATION_SIZES[name];
    const size = Number(options[name] ?? usual);
    if (!Number.isInteger(size) || size < least || size > most)
      throw new WrongUse(`--${name} must be a whole number from ${least} to ${most}`);
    return [name, size] as const;
  });
  return Object.fromEntries(sizes) as Record<keyof typeof SIMULATION_SIZES, number>;
}

function verifyFile({ file, key }: Options): Promise<string> | null {
  if (file === undefined && key === undefined) return null;
  if (file === undefined || key === undefined) throw new WrongUse('--file and --key belong together');
  return verifyExportFile(file, key);
}

function verify(app: INestApplicationContext, { anchor }: Options): Promise<string> {
  const noted = anchor === undefined ? null : anchorOf(anchor);
  if (anchor !== undefined && noted === null) throw new WrongUse('--anchor must be SEQ:HASH, as the log has it');
  return verifyTrail(app, noted);
}

async function createUser(app: INestApplicationContext, options: Options): Promise<string> {
  const { username = '', region = '', cadre = null, enterprise = null } = options;
  const role = ROLES.find((known) => known === options.role);
  if (!role) throw new WrongUse(`--role must be one of ${ROLES.join(', ')}`);
  const password = await firstLine();
  if (password === '') throw new WrongUse('the standard input has no password');
  await app.get(ReferenceSeeding, { strict: false }).load();
  const users = app.get(Users, { strict: false });
  const changes = app.get(AccountChanges, { strict: false });
  const user = await app.get(UnitOfWork, { strict: false }).run(async (tx) => {
    const created = await users.create(tx, {
      username,
      displayName: options['display-name'] ?? username,
      role,
      regionCode: region,
      cadreId: cadre,
      enterpriseId: enterprise,
      password,
    });
    changes.recordOpening(tx, created);
    return created;
  }, occasion());
  return `Created ${user.role} ${user.username} (${user.id}).`;
}

async function inviteUser(app: INestApplicationContext, { username = '' }: Options): Promise<string> {
  const invitations = app.get(Invitations, { strict: false });
  const { token, expiresAt } = await app
    .get(UnitOfWork, { strict: false })
    .run((tx) => invitations.makeFor(tx, username), occasion());
  return `${token}\nGood for one use until ${iso(expiresAt)}: POST /api/v1/auth/invitations/accept {token, password}`;
}

/** Nobody is signed in; what is known is who has the machine. */
function occasion(): Occasion {
  return { actor: SYSTEM_ACTOR, requestId: `cli-${userInfo().username}`.slice(0, 64), address: null };
}

async function firstLine(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password: ');
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  return '';
}

/** @returns the exit code */
async function main(words: readonly string[]): Promise<number> {
  try {
    const [command, options] = understood(words);
    const answer = await (command.alone?.(options) ?? inApp((app) => command.run!(app, options)));
    process.stdout.write(`${answer}\n`);
    return OK;
  } catch (error) {
    process.stderr.write(`${explained(error)}\n`);
    return error instanceof WrongUse || error instanceof ConfigError ? WRONG_USE : REFUSED;
  }
}

async function inApp(work: (app: INestApplicationContext) => Promise<string>): Promise<string> {
  const app = await openApp();
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

function understood(words: readonly string[]): [Command, Options] {
  const name = Object.keys(COMMANDS).find((known) => words.join(' ').concat(' ').startsWith(`${known} `));
  const command = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || !command) throw new WrongUse('unknown command');
  const options = optionsOf(words.slice(name.split(' ').length), command);
  const missing = command.required.filter((option) => !options[option]);
  if (missing.length > 0) throw new WrongUse(`missing: ${missing.map((option) => `--${option}`).join(', ')}`);
  return [command, options];
}

function optionsOf(args: readonly string[], command: Command): Options {
  try {
    return parseArgs({ args: [...args], options: command.options, strict: true }).values as Options;
  } catch (error) {
    throw new WrongUse((error as Error).message);
  }
}

function openApp(): Promise<INestApplicationContext> {
  // A command never fills the database with the demo.
  const config = { ...readEnvironment(), demo: false };
  const clock = new SystemClock();
  const root = AppModule.of({ config, logger: makeLogger('silent'), clock, ids: new UuidSource(clock) });
  return NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
}

function explained(error: unknown): string {
  if (error instanceof WrongUse) return `${error.message}\n\n${USAGE}`;
  if (error instanceof DomainError) {
    const fields = error.facts.fields ?? [];
    if (fields.length === 0) return `${inBoth(error.text, error)} [${error.code}]`;
    return fields.map((field) => `${field.field}: ${inBoth(field.message, error)} [${error.code}]`).join('\n');
  }
  if (error instanceof ConfigError || error instanceof Broken || error instanceof SimulationFailed)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function inBoth(message: Bilingual, { facts }: DomainError): string {
  return `${say(message, 'zh-CN', facts.params)} / ${say(message, 'en', facts.params)}`;
}

process.exitCode = await main(process.argv.slice(2));
