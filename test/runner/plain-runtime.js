import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compile } from './typescript.js';

register('./typescript-hooks.js', import.meta.url);

const require = createRequire(import.meta.url);

let files = 0;

/**
 * What jest's own runner asks of a runtime, answered by Node's loader: a worker loads the product and its packages once,
 * and only the file with the tests anew, by a query that differs. Jest's runtime would load everything again for each
 * file, which took longer than the tests.
 */
export default class PlainRuntime {
  constructor(config) {
    this.file = ++files;
    this.sourceMaps = new SourceMaps(config.cacheDirectory);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(`${pathToFileURL(path).href}?file=${this.file}`);
  }

  /** Jest's test framework keeps the state of a file in its module. */
  requireInternalModule(path) {
    delete require.cache[path];
    return require(path);
  }

  requireModule(path) {
    return require(path);
  }

  getSourceMaps() {
    return this.sourceMaps;
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
}

/** Where the source map of a file lies; made when an error needs it. */
class SourceMaps extends Map {
  constructor(folder) {
    super();
    this.folder = folder;
  }

  get(place) {
    if (!/\.ts(\?|$)/.test(place) || super.has(place)) return super.get(place);
    const path = place.startsWith('file:') ? fileURLToPath(place) : place.replace(/\?.*$/, '');
    const map = join(this.folder, `${createHash('sha256').update(place).digest('hex')}.map`);
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(map, compile(path).map);
    super.set(place, map);
    return map;
  }
}
