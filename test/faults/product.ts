import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/config/project-root.js';

const SETTINGS = {
  ZHUQI_DEMO: 'false',
  ZHUQI_TOKEN_SECRET: 'a-secret-that-outlives-the-process',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'warn',
  ZHUQI_POOL_SIZE: '8',
  // A burst of one client is more than any office sends in a minute.
  ZHUQI_RATE_PER_ACCOUNT: '0',
  ZHUQI_RATE_PER_ADDRESS: '0',
};

/** Lets access tokens of one process be good in the next one on the same database. */
export const TOKEN_SECRET = SETTINGS.ZHUQI_TOKEN_SECRET;

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const running = new Set<Product>();
const dataDirs = new Set<string>();

/** A folder of its own for the files of each database, the same after a restart. */
function dataDirOf(databaseUrl: string): string {
  const name = createHash('sha256').update(databaseUrl).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `zhuqi-product-${name}`);
  dataDirs.add(folder);
  return folder;
}

/** For `afterAll`: whatever a failed test has left behind ends. */
export async function endAllProducts(): Promise<void> {
  await Promise.all([...running].map((product) => product.end('SIGKILL')));
  for (const folder of dataDirs) rmSync(folder, { recursive: true, force: true });
}

/** The built product as a process of its own, started as `npm start` does it; it can be killed. */
export class Product {
  private output = '';
  private readonly ended: Promise<End>;

  private constructor(private readonly child: ChildProcess) {
    running.add(this);
    const hear = (part: Buffer): void => void (this.output += part.toString());
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    this.ended = new Promise((resolve) =>
      // Not before all that it has written has been heard.
      child.once('close', (code, signal) => {
        running.delete(this);
        // Whoever expects another end finds here why it was not so.
        if (code !== null && code !== 0) process.stderr.write(`the product ended with ${code}:\n${this.output}\n`);
        resolve({ code, signal });
      }),
    );
  }

  /** @returns it with its address, once it says that it listens */
  static async start(
    databaseUrl: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly product: Product; readonly address: string }> {
    const root = projectRoot();
    const product = new Product(
      spawn(process.execPath, [join(root, 'scripts', 'start.cjs')], {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          ...SETTINGS,
          DATABASE_URL: databaseUrl,
          ZHUQI_DATA_DIR: dataDirOf(databaseUrl),
          ...settings,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    return { product, address: await product.address() };
  }

  /** Everything that it has written. */
  get log(): string {
    return this.output;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Sends the signal and waits for the end of the process. */
  end(name: NodeJS.Signals): Promise<End> {
    this.signal(name);
    return this.ended;
  }

  private address(): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const address = /Health +(http:\/\/\S+)\/health/.exec(this.output)?.[1];
        if (address !== undefined) resolve(address);
      };
      this.child.stdout!.on('data', look);
      void this.ended.then(({ code, signal }) =>
        reject(new Error(`the product ended with ${code ?? signal} instead of starting:\n${this.output}`)),
      );
    });
  }
}
