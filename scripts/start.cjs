// libuv reads the size of its thread pool when the pool starts, and loading the first ES module starts it; so it is
// set here and not in main.ts. Long SQLite reads would otherwise fill its four threads and hold up everything else.
process.env.UV_THREADPOOL_SIZE ??= '16';
import('../dist/src/main.js');
