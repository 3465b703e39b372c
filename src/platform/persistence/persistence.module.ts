import { type DynamicModule, Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import type { Database } from 'sqlite3';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { DatabaseUpkeep } from './database-upkeep.js';
import { openReader, openWriter, type SchemaParts } from './data-sources.js';
import { PostgresUnitOfWork } from './postgres-unit-of-work.js';
import { PostgresReader, Reader, SqliteReader } from './reader.js';
import { ReferenceCaches } from './reference-cache.js';
import { SqliteSession } from './sqlite-session.js';
import { SqliteUnitOfWork } from './sqlite-unit-of-work.js';
import { UnitOfWork } from './unit-of-work.js';

const WRITER = getDataSourceToken();
const READER = getDataSourceToken('reader');
const REPORTER = getDataSourceToken('reporter');
const SESSIONS = Symbol('SqliteSessions');

/** The SQLite sessions of the three connections; on PostgreSQL there are pools instead and this stays empty. */
type Sessions = {
  readonly writer: SqliteSession;
  readonly reader: SqliteSession;
  readonly reporter: SqliteSession;
} | null;

@Injectable()
class PersistenceShutdown implements OnApplicationShutdown {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SESSIONS) private readonly sessions: Sessions,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.unitOfWork.close();
    if (this.sessions) await Promise.all(Object.values(this.sessions).map((session) => session.finalize()));
  }
}

// Not global: Nest stops global modules last, among them the one of @nestjs/typeorm that closes the data sources.
@Module({ providers: [PersistenceShutdown] })
class PersistenceShutdownModule {}

@Global()
@Module({})
export class PersistenceModule {
  static of(config: Config, schema: SchemaParts): DynamicModule {
    const { database } = config;
    // The readers need the file that the writer makes and migrates.
    const writer = lazily(() => openWriter(database, schema));
    const source = (name: string | undefined, open: () => Promise<DataSource>) =>
      TypeOrmModule.forRootAsync({
        ...(name ? { name } : {}),
        // A database that cannot be opened is told at once, not after ten tries.
        useFactory: () => ({ type: database.kind, retryAttempts: 0, ...(name ? { name } : {}) }) as never,
        dataSourceFactory: open,
      });
    const reading = async (): Promise<DataSource> => {
      await writer();
      return openReader(database, schema);
    };
    return {
      module: PersistenceModule,
      imports: [
        source(undefined, writer),
        source('reader', reading),
        source('reporter', reading),
        PersistenceShutdownModule,
      ],
      providers: [
        { provide: SESSIONS, inject: [WRITER, READER, REPORTER], useFactory: sessionsOf },
        { provide: UnitOfWork, inject: [CONFIG, WRITER, SESSIONS], useFactory: unitOfWork },
        { provide: Reader, inject: [READER, SESSIONS], useFactory: reader },
        { provide: DatabaseUpkeep, inject: [WRITER], useFactory: (writer: DataSource) => new DatabaseUpkeep(writer) },
        ReferenceCaches,
      ],
      exports: [SESSIONS, UnitOfWork, Reader, ReferenceCaches, DatabaseUpkeep, TypeOrmModule],
    };
  }
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  // A failure is forgotten: @nestjs/typeorm tries again while the database server is still starting.
  const failed = (error: unknown): never => {
    made = undefined;
    throw error;
  };
  return () => (made ??= make().catch(failed));
}

function sessionsOf(writer: DataSource, reader: DataSource, reporter: DataSource): Sessions {
  if (writer.options.type !== 'sqlite') return null;
  const [write, read, report] = [writer, reader, reporter].map((source) => {
    const { databaseConnection } = source.driver as unknown as { databaseConnection: Database };
    // One statement at a time on a connection: SQLite would make parallel ones wait inside libuv's few threads.
    databaseConnection.serialize();
    return new SqliteSession(databaseConnection);
  });
  return { writer: write!, reader: read!, reporter: report! };
}

function unitOfWork(config: Config, writer: DataSource, sessions: Sessions): UnitOfWork {
  if (!sessions) return new PostgresUnitOfWork(writer);
  return new SqliteUnitOfWork(sessions.writer, writer.createQueryRunner().manager, config.commitBatch);
}

function reader(source: DataSource, sessions: Sessions): Reader {
  if (sessions) return new SqliteReader(sessions.reader, sessions.reporter);
  return new PostgresReader((source.driver as unknown as { master: Pool }).master);
}
