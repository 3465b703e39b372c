import pg from 'pg';
import type { PostgresServer } from './start-postgres.js';

export default async function stopPostgres(): Promise<void> {
  const server = (globalThis as { postgresServer?: PostgresServer }).postgresServer;
  if (server) await server.stop();
  else await dropDatabasesOfThisRun();
}

/** On somebody else's server only what this run has made is removed. */
async function dropDatabasesOfThisRun(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.ZHUQI_TEST_POSTGRES });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datname LIKE $1', [
      `zhuqi\\_test\\_${process.env.ZHUQI_TEST_RUN}\\_%`,
    ]);
    for (const { datname } of rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
