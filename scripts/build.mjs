// Compiles into dist/. With --if-needed only when the last good build is missing or older than the sources, so that
// `npm start` just works after a clone or a pull.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

const newest = (path) => {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};

function isCurrent() {
  // A server that was installed without the development packages runs what it was given.
  if (!existsSync(compiler)) return true;
  if (!existsSync(stamp)) return false;
  const sources = ['src', 'seeds', 'tsconfig.json', 'tsconfig.build.json'].map((name) => join(root, name));
  return Math.max(...sources.filter(existsSync).map(newest)) <= statSync(stamp).mtimeMs;
}

if (!process.argv.includes('--if-needed') || !isCurrent()) {
  console.log('Building …');
  rmSync(stamp, { force: true });
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, '');
}
