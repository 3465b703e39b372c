// Builds when `dist` is missing or older than the sources, so that `npm start` just works after a clone or a pull.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist', '.tsbuildinfo');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

const newest = (path) => {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};

const sources = ['src', 'seeds', 'tsconfig.json', 'tsconfig.build.json'].map((name) => join(root, name));
const current = existsSync(built) && Math.max(...sources.filter(existsSync).map(newest)) <= statSync(built).mtimeMs;

// A server that was installed without the development packages runs what it was given.
if (!current && existsSync(compiler)) {
  console.log('Building …');
  const { status } = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  // The compiler leaves the file alone when only times have changed.
  const now = new Date();
  utimesSync(built, now, now);
}
