// node bench/export.mjs [--rows 1000000]: seconds and memory of a table of that many rows, as CSV and as XLSX
import { fork } from 'node:child_process';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { tableStream } from '../dist/src/platform/tables/index.js';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, format: { type: 'string' } },
});
const rows = Number(values.rows);
const MEBIBYTE = 1_048_576;

const text = (zh, of) => ({ heading: { zh, en: zh }, kind: 'text', of });
const COLUMNS = [
  text('编号', ({ nth }) => `ZK-2024-${String(nth).padStart(6, '0')}`),
  text('标题', ({ nth }) => `二期投产缺一线操作工 ${nth % 100} 名`),
  text('状态', ({ nth }) => ['待签收', '办理中', '已销号'][nth % 3]),
  text('企业', ({ nth }) => `周口示范食品有限公司 ${nth % 5000}`),
  text('地区', ({ nth }) => ['川汇区', '淮阳区', '扶沟县'][nth % 3]),
  text('承办单位', () => '川汇区人力资源和社会保障局'),
  { heading: { zh: '提交时间', en: 'Submitted' }, kind: 'instant', of: ({ at }) => at },
  { heading: { zh: '办结期限', en: 'Due' }, kind: 'instant', of: ({ at, nth }) => (nth % 4 === 0 ? null : at + 864e5) },
  { heading: { zh: '办结率', en: 'Completion' }, kind: 'percent', of: () => '99.04%' },
  { heading: { zh: '评价星级', en: 'Stars' }, kind: 'whole', of: ({ nth }) => (nth % 5) + 1 },
];

function* issues() {
  for (let nth = 0; nth < rows; nth++) yield { nth, at: Date.UTC(2024, 0, 1) + nth * 31_000 };
}

/** Writes the table to nowhere and tells what it took. */
async function measure(format) {
  const table = { name: { zh: '问题清单', en: 'Issues' }, file: 'issues', columns: COLUMNS, rows: issues() };
  let [bytes, peak] = [0, 0];
  const look = () => (peak = Math.max(peak, process.memoryUsage().rss));
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const nowhere = new Writable({
    write(piece, _encoding, done) {
      bytes += piece.length;
      look();
      done();
    },
  });
  await pipeline(tableStream(table, format, 'zh-CN'), nowhere);
  const mebibytes = (count) => Math.round(count / MEBIBYTE);
  console.log(
    `${format}: ${rows} rows of ${COLUMNS.length} columns, ${mebibytes(bytes)} MiB,`,
    `${((performance.now() - started) / 1000).toFixed(1)} s, memory ${mebibytes(before)} → ${mebibytes(peak)} MiB at most`,
  );
}

// Each in a process of its own, so that neither counts the memory of the other.
if (values.format) await measure(values.format);
else {
  for (const format of ['csv', 'xlsx'])
    await new Promise((resolve) =>
      fork(import.meta.filename, ['--rows', values.rows, '--format', format]).on('exit', resolve),
    );
}
