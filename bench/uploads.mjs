// node bench/uploads.mjs [--at-once 8 --mebibytes 20 --port 3901]: throughput of uploads, and what they take of memory
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { Server } from './server.mjs';

const { values } = parseArgs({
  options: {
    'at-once': { type: 'string', default: '8' },
    mebibytes: { type: 'string', default: '20' },
    port: { type: 'string', default: '3901' },
  },
});
const atOnce = Number(values['at-once']);
const mebibytes = Number(values.mebibytes);
const MEBIBYTE = 1_048_576;

/** A document of nearly that many MiB which no other one equals. */
function document() {
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(mebibytes * MEBIBYTE - 100), Buffer.from('\n%%EOF\n')]);
}

/** A photo of 12 million pixels, with noise so that it is as large as one from a telephone. */
async function photo() {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 };
  return sharp({ create: { width: 4000, height: 3000, channels: 3, background: 'grey', noise } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

function memory(server, name) {
  const line = readFileSync(`/proc/${server.process.pid}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`));
  return Math.round(Number(line[1]) / 1024);
}

async function issue(server, token) {
  const body = { categoryCode: 'labour', title: '缺一线操作工', description: '二期投产，缺口 60 名。' };
  const answer = await fetch(`${server.address}/api/v1/issues`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()).id;
}

async function upload(server, { token, issueId, content, name }) {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const address = `${server.address}/api/v1/issues/${issueId}/attachments`;
  const answer = await fetch(address, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: form });
  if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
}

async function round(what, server, { token, contents, name }) {
  const issueId = await issue(server, token);
  const before = memory(server, 'VmRSS');
  const start = performance.now();
  await Promise.all(contents.map((content) => upload(server, { token, issueId, content, name })));
  const seconds = (performance.now() - start) / 1000;
  const total = contents.reduce((sum, { length }) => sum + length, 0) / MEBIBYTE;
  const cells = [what, contents.length, total.toFixed(1), seconds.toFixed(2), (total / seconds).toFixed(1)];
  console.log(`| ${[...cells, before, memory(server, 'VmHWM')].join(' | ')} |`);
}

const folder = mkdtempSync(join(tmpdir(), 'zhuqi-uploads-'));
const settings = { ZHUQI_DATA_DIR: folder, ZHUQI_ATTACHMENT_MIB: values.mebibytes };
const server = await new Server(Number(values.port), settings).ready();
try {
  const token = await server.token('enterprise');
  console.log('| what | files | MiB | seconds | MiB/s | RSS before, MiB | highest RSS until then, MiB |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  await round('to warm up', server, { token, contents: [Buffer.from('%PDF-1.4\n%%EOF\n')], name: 'a.pdf' });
  await round('one document', server, { token, contents: [document()], name: 'a.pdf' });
  const documents = Array.from({ length: atOnce }, document);
  await round('documents at once', server, { token, contents: documents, name: 'a.pdf' });
  const photos = await Promise.all(Array.from({ length: atOnce }, photo));
  await round('photos at once', server, { token, contents: photos, name: 'a.jpg' });
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
