// node bench/reports.mjs [--issues 1000000] [--looks 20] [--seconds 10] [--data FOLDER]
// The yearly completion report by every axis, and submissions with and without somebody who reads reports.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fill } from './fill.mjs';
import { load } from './load.mjs';
import { Server } from './server.mjs';
import { REPORT, submission } from './requests.mjs';

const { values } = parseArgs({
  options: {
    issues: { type: 'string', default: '1000000' },
    looks: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '10' },
    port: { type: 'string', default: '3900' },
    // Kept, and not filled again when it is there.
    data: { type: 'string' },
  },
});

const AXES = [
  ...['region', 'department', 'cadre', 'category', 'subcategory', 'chain', 'enterprise_size', 'level', 'channel'],
  ...['campaign', 'month', 'week', 'day'],
];
const CLI = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url));

const start = (folder) => new Server(Number(values.port), { ZHUQI_DATA_DIR: folder }).ready();
const timed = async (work) => {
  const begun = performance.now();
  const result = await work();
  return [performance.now() - begun, result];
};

async function prepare(folder) {
  const file = join(folder, 'zhuqi.sqlite');
  if (existsSync(file)) return;
  await (await start(folder)).stop();
  await fill(file, Number(values.issues));
  const env = { ...process.env, ZHUQI_DATA_DIR: folder };
  const [folding] = await timed(() => execFileSync(process.execPath, [CLI, 'figures', 'rebuild'], { env }));
  console.log(`figures rebuild: ${Math.round(folding / 1000)} s\n`);
}

/** Nearest rank. */
const percentile = (sorted, percent) => Math.round(sorted[Math.ceil((percent * sorted.length) / 100) - 1]);

async function look(server, token) {
  console.log('| by | rows | kB | p50 ms | p95 ms |\n|---|---|---|---|---|');
  for (const axis of AXES) {
    const path = REPORT.replace('groupBy=region', `groupBy=${axis}`);
    const body = await server.get(path, token);
    const times = [];
    for (let round = 0; round < Number(values.looks); round++) {
      const [milliseconds] = await timed(() => server.get(path, token));
      times.push(milliseconds);
    }
    times.sort((one, other) => one - other);
    const size = Math.round(JSON.stringify(body).length / 1000);
    console.log(`| ${axis} | ${body.rows.length} | ${size} | ${percentile(times, 50)} | ${percentile(times, 95)} |`);
  }
}

async function submit(server, enterprise) {
  const plan = { connections: 16, seconds: Number(values.seconds), requests: [submission(enterprise)] };
  return (await load(server, plan)).perSecond;
}

/** Somebody who asks for the yearly report again as soon as it is there. */
async function whileReading(server, token, work) {
  let over = false;
  let reads = 0;
  const reader = (async () => {
    for (; !over; reads++) await server.get(REPORT, token);
  })();
  const result = await work();
  over = true;
  await reader;
  return { result, reads };
}

const folder = values.data ?? mkdtempSync(join(tmpdir(), 'zhuqi-bench-'));
try {
  await prepare(folder);
  const server = await start(folder);
  const [manager, enterprise] = [await server.token('manager'), await server.token('enterprise')];
  await look(server, manager);
  const alone = await submit(server, enterprise);
  const { result: together, reads } = await whileReading(server, manager, () => submit(server, enterprise));
  const share = Math.round((100 * together) / alone);
  console.log(`\nsubmissions/s: ${alone} alone, ${together} while ${reads} reports were read (${share} %)`);
  await server.stop();
} finally {
  if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
}
