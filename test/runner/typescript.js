import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';

/** One file of TypeScript as an ES module of JavaScript, decorators as `tsc` writes them. */
export function compile(path) {
  return transformSync(readFileSync(path, 'utf8'), {
    filename: path,
    sourceFileName: path,
    sourceMaps: true,
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2023',
      keepClassNames: true,
      experimental: { keepImportAttributes: true },
    },
    module: { type: 'es6' },
  });
}
