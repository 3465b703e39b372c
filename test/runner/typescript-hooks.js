import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from './typescript.js';

/** `./x.js` of a TypeScript file is `./x.ts`. */
export async function resolve(specifier, context, next) {
  const from = context.parentURL && new URL(context.parentURL);
  if (!from?.pathname.endsWith('.ts') || !/^\.{1,2}\/.*\.js$/.test(specifier)) return next(specifier, context);
  const url = new URL(specifier.replace(/\.js$/, '.ts'), from);
  if (!existsSync(url)) return next(specifier, context);
  return { url: url.href, format: 'module', shortCircuit: true };
}

export async function load(url, context, next) {
  const { pathname } = new URL(url);
  if (!pathname.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: compile(fileURLToPath(url)).code, shortCircuit: true };
}
