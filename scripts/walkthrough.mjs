// Runs the walk-through of README.md, line by line in one bash as somebody would paste it, against a running server:
//   node scripts/walkthrough.mjs http://127.0.0.1:3000
// Fails with the line that fails, or when the outcome is not the one that README.md promises.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ADDRESS = 'http://127.0.0.1:3000';
const MOST_MS = 120_000;
const PROMISED = {
  'the issue is assigned to a named cadre': /^ZK-\d{4}-\d{6} is assigned, .*\nlead: \p{Script=Han}+ \(.+\)$/mu,
  'the issue ends closed, after all its steps': /^in_progress\nin_progress\ndone_claimed\nverified\nclosed$/m,
  'the rate of 2024 is 99.04 %': /^620 \/ 626 = 99\.04%$/m,
  'the six open issues are listed': /= 99\.04%\n(?:ZK-2024-\d{6} .+\n){6}$/,
};

const address = process.argv[2] ?? ADDRESS;

/** The bash blocks under the heading, line by line; each line is a whole command. */
function commands() {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const chapter = /^## Try it\n([\s\S]*?)^## /m.exec(readme)[1];
  const blocks = [...chapter.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block]) => block.trimEnd());
  return blocks.join('\n').replaceAll(ADDRESS, address.replace(/\/$/, '')).split('\n');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

// What the shell prints on its fourth channel tells that a line is done; then it gets the next one.
const shell = spawn('bash', ['--noprofile', '--norc', '-eu'], { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
const lines = commands();
let printed = '';
let next = 0;

function paste() {
  if (next === lines.length) shell.stdin.end();
  else shell.stdin.write(`${lines[next++]}\necho >&3\n`);
}

setTimeout(() => fail(`README.md: nothing came back from\n  ${lines[next - 1]}`), MOST_MS).unref();
shell.stdin.on('error', () => undefined);
shell.stdout.setEncoding('utf8').on('data', (text) => {
  process.stdout.write(text);
  printed += text;
});
shell.stdio[3].on('data', paste);
shell.on('close', (status) => {
  if (status !== 0) fail(`README.md: this line of the walk-through failed:\n  ${lines[next - 1]}`);
  const broken = Object.keys(PROMISED).filter((promise) => !PROMISED[promise].test(printed));
  if (broken.length > 0) fail(`README.md promises what did not happen: ${broken.join('; ')}`);
  console.log(`walk-through: ${lines.length} lines, ${Object.keys(PROMISED).length} promises kept`);
});
paste();
