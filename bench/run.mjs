// npm run bench [-- --seconds 5 --issues 1000,100000 --connections 1,16,64]
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fill } from './fill.mjs';
import { load } from './load.mjs';
import { get, REPORT, submission } from './requests.mjs';
import { Server } from './server.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    issues: { type: 'string', default: '1000,100000' },
    connections: { type: 'string', default: '1,16,64' },
    port: { type: 'string', default: '3900' },
  },
});
const numbers = (list) => list.split(',').map(Number);

async function workloads(server) {
  const [enterprise, coordinator, manager] = await Promise.all(
    ['enterprise', 'coordinator', 'manager'].map((name) => server.token(name)),
  );
  const { items } = await server.get('/api/v1/issues?limit=200', coordinator);
  return {
    'read one issue': items.map(({ id }) => get(`/api/v1/issues/${id}`, coordinator)),
    'list of 50': [get('/api/v1/issues?limit=50', coordinator)],
    'yearly report': [get(REPORT, manager)],
    'submit an issue': [submission(enterprise)],
  };
}

function row(...cells) {
  return `| ${cells.join(' | ')} |`;
}

async function measure(folder, issues) {
  const file = join(folder, 'zhuqi.sqlite');
  const settings = { ZHUQI_DATA_DIR: folder };
  await (await new Server(Number(values.port), settings).ready()).stop();
  await fill(file, issues);
  copyFileSync(file, `${file}.full`);
  for (const connections of numbers(values.connections)) {
    // Every round starts from the same rows: submissions of the round before would make the next one larger.
    for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    copyFileSync(`${file}.full`, file);
    const server = await new Server(Number(values.port), settings).ready();
    for (const [name, requests] of Object.entries(await workloads(server))) {
      await load(server, { connections, seconds: 1, requests });
      const { perSecond, p50, p99, failed, loopP50, loopP99, rssMiB } = await load(server, {
        connections,
        seconds: Number(values.seconds),
        requests,
      });
      console.log(row(name, issues, connections, perSecond, p50, p99, failed, `${loopP50} / ${loopP99}`, rssMiB));
    }
    await server.stop();
  }
}

console.log(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0].model}), ${Math.round(totalmem() / 2 ** 30)} GiB; client on the same cores; SQLite, durable commits\n`,
);
console.log(
  row(
    'what',
    'issues',
    'connections',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'failed',
    'event loop p50 / p99 ms',
    'RSS MiB',
  ),
);
console.log(row(...Array(9).fill('---')));
for (const issues of numbers(values.issues)) {
  const folder = mkdtempSync(join(tmpdir(), 'zhuqi-bench-'));
  try {
    await measure(folder, issues);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
