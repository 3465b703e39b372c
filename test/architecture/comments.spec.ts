import { read, sourceFiles } from './source-files.js';

const files = sourceFiles('src', 'seeds', 'test', 'bench').filter((file) => !file.endsWith('comments.spec.ts'));

const found = (pattern: RegExp): string[] =>
  files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );

it('nothing is left to do in a comment', () => {
  expect(found(/\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
});

it('no rule is switched off in a comment', () => {
  expect(found(/(eslint|prettier|istanbul|c8|v8)[- ](disable|ignore)|@ts-(ignore|nocheck|expect-error)/)).toEqual([]);
});

it('no code is commented out', () => {
  expect(found(/^\s*\/\/.*(;|\{|\}|=>)\s*$/)).toEqual([]);
});

it('no test is left out or alone', () => {
  expect(found(/\b(it|test|describe)\.(only|skip|todo)\b|\b(fit|fdescribe|xit|xdescribe)\(/)).toEqual([]);
});
