import { basename } from 'node:path';
import { read, sourceFiles } from './source-files.js';

const SUFFIXES = [
  'module',
  'controller',
  'service',
  'store',
  'read-model',
  'presenter',
  'entity',
  'events',
  'errors',
  'dto',
  'task',
  'guard',
  'filter',
  'pipe',
  'decorator',
  'interceptor',
];
// A name that says nothing about what is inside.
const EMPTY_WORDS = /\b(utils?|helpers?|common|base|managers?|impl|misc|stuff)\b/;

const KEBAB = '[a-z][a-z0-9]*(-[a-z0-9]+)*';
const PROGRAM = new RegExp(`^${KEBAB}(\\.(${SUFFIXES.join('|')}))?(\\.d|(\\.${KEBAB})?\\.spec)?\\.ts$`);
// The number of the case in the list of security cases.
const SECURITY_CASE = new RegExp(`^(\\d{2}[a-z]?-)?${KEBAB}\\.spec\\.ts$`);
const MIGRATION = new RegExp(`^\\d{13}-${KEBAB}\\.ts$`);

const files = sourceFiles('src', 'seeds', 'test', 'bench');

it('files are named in kebab-case with a suffix of the closed list, or none', () => {
  const patternOf = (file: string): RegExp => {
    if (file.startsWith('src/migrations/')) return MIGRATION;
    return file.startsWith('test/security/') ? SECURITY_CASE : PROGRAM;
  };
  const odd = files.filter((file) => !patternOf(file).test(basename(file)));
  expect(odd).toEqual([]);
});

it('folders are named in kebab-case', () => {
  const folders = files.flatMap((file) => file.split('/').slice(0, -1));
  expect([...new Set(folders)].filter((folder) => !new RegExp(`^${KEBAB}$`).test(folder))).toEqual([]);
});

it('no name says nothing', () => {
  expect(files.filter((file) => EMPTY_WORDS.test(file.replaceAll('-', ' ')))).toEqual([]);
});

it('a controller, an entity or a module lives in a file of that suffix', () => {
  const homes = { Controller: 'controller', Entity: 'entity', Module: 'module', Catch: 'filter' };
  const misplaced = sourceFiles('src').filter((file) =>
    Object.entries(homes).some(
      ([decorator, suffix]) => !file.endsWith(`.${suffix}.ts`) && new RegExp(`^@${decorator}\\(`, 'm').test(read(file)),
    ),
  );
  expect(misplaced).toEqual([]);
});
