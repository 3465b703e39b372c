const OF_THE_LAST_FILE = Symbol.for('EVENT_HANDLERS');
/** As many as Node keeps by itself. */
const FRAMES = 10;

/** Tests run in the worker itself and not in a context of their own: one realm, whose modules stay loaded. */
export default class PlainEnvironment {
  global = globalThis;

  constructor({ projectConfig }) {
    this.before = { console: globalThis.console, exit: process.exit };
    Object.assign(globalThis, projectConfig.globals);
    delete globalThis[OF_THE_LAST_FILE];
  }

  getVmContext() {
    return null;
  }

  /** Jest has raised it for its own realm, and every `expect` takes a stack. */
  async setup() {
    Error.stackTraceLimit = FRAMES;
  }

  async teardown() {
    globalThis.console = this.before.console;
    process.exit = this.before.exit;
  }
}
