import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { AppModule } from '../../src/app.module.js';
import { SimulatedClock } from '../../src/kernel/clock.js';
import { UuidSource } from '../../src/kernel/ids.js';
import { readConfig } from '../../src/platform/config/config.js';
import { createHttpApp } from '../../src/platform/http/index.js';
import { makeLogger } from '../../src/platform/observability/logger.js';
import { Reader, UnitOfWork } from '../../src/platform/persistence/index.js';
import { freshDatabase } from './database.js';
import { OpenApiCheck } from './openapi.js';
import { People } from './people.js';
import { watched } from './watched.js';

interface Options {
  /** Default Monday 2024-03-04 09:00 in Shanghai. */
  readonly now?: string;
  /** For the second process on one database, whose identifiers must be its own. */
  readonly seed?: number;
  /** Further settings, as environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Gets every line that the product writes to its log, of whatever level. */
  readonly log?: string[];
}

/** Anything that Nest can hand out: a class, abstract or not, or an injection token. */
type Token<T> = Type<T> | (abstract new (...args: never[]) => T) | symbol | string;

/**
 * The whole product on a database of its own, with a clock that stands still. One for each test file: start it in
 * `beforeAll`, close it in `afterAll`. After every test it is asked whether it has answered against its OpenAPI
 * document or written an error to its log; see `after-each.ts`.
 */
export interface TestApp {
  readonly app: NestFastifyApplication;
  /** Sends requests without signing in. */
  readonly http: TestAgent;
  /** Sends requests as somebody: `as.coordinator().get('/api/v1/issues')`. */
  readonly as: People;
  readonly clock: SimulatedClock;
  readonly uow: UnitOfWork;
  readonly reader: Reader;
  readonly databaseUrl: string;
  /** Where its files lie. */
  readonly dataDir: string;
  /** Every route that the HTTP server knows, in Fastify's notation. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  get<T>(token: Token<T>): T;
  /** Log lines of level error and above, for a test that expects one; others fail when there is any. */
  takeErrors(): string[];
  close(): Promise<void>;
}

export async function startApp(options: Options = {}): Promise<TestApp> {
  const database = await freshDatabase();
  const clock = new SimulatedClock(Date.parse(options.now ?? '2024-03-04T01:00:00Z'));
  const errors: string[] = [];
  const logger = makeLogger(options.log ? 'trace' : 'error', logInto(errors, options.log ?? []));
  const config = readConfig({
    ...SETTINGS,
    DATABASE_URL: database.url,
    ZHUQI_DATA_DIR: database.dataDir,
    ...options.settings,
  });
  const app = await createHttpApp(
    AppModule.of({
      config,
      logger,
      clock,
      ids: new UuidSource(clock, seededBytes(options.seed ?? 20_240_304)),
    }),
    logger,
    config.edge,
  );
  const check = new OpenApiCheck(app);
  await app.listen(0, '127.0.0.1');
  const takeErrors = (): string[] => errors.splice(0);
  const unwatch = watched.add(() => [...check.take(), ...takeErrors()]);
  const http = request(app.getHttpServer());
  return {
    app,
    http,
    as: new People(app, http),
    clock,
    uow: app.get(UnitOfWork),
    reader: app.get(Reader),
    databaseUrl: database.url,
    dataDir: config.files.dataDir,
    routes: check.routes,
    get: (token) => app.get(token, { strict: false }),
    takeErrors,
    close: async () => {
      await app.close();
      await database.drop();
      unwatch();
    },
  };
}

const SETTINGS = {
  ZHUQI_DEMO: 'false',
  ZHUQI_TOKEN_SECRET: 'a-secret-for-tests-that-is-long-enough',
  ZHUQI_POOL_SIZE: '8',
  // A test sends more in the one minute of its clock than any office.
  ZHUQI_RATE_PER_ACCOUNT: '0',
  ZHUQI_RATE_PER_ADDRESS: '0',
};

const ERROR = 50;

function logInto(errors: string[], lines: string[]) {
  return {
    write(line: string): void {
      lines.push(line);
      const { level, msg, err } = JSON.parse(line) as { level: number; msg: string; err?: { stack: string } };
      if (level >= ERROR) errors.push([msg, ...(err?.stack.split('\n').slice(0, 8) ?? [])].join('\n'));
    },
  };
}

/** The same bytes in every run (mulberry32), so that a failure can be repeated. */
function seededBytes(seed: number): () => Uint8Array {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) & 0xff;
  };
  return () => Uint8Array.from({ length: 16 }, next);
}
