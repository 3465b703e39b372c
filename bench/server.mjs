import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// A few clients send more than any office.
const NO_LIMITS = { ZHUQI_RATE_PER_ACCOUNT: '0', ZHUQI_RATE_PER_ADDRESS: '0' };

/** The built product in a process of its own, on a data folder of its own. */
export class Server {
  constructor(port, settings) {
    this.address = `http://127.0.0.1:${port}`;
    this.process = fork(`${ROOT}scripts/start.cjs`, [], {
      cwd: ROOT,
      execArgv: ['--import', new URL('loop-watch.mjs', import.meta.url).href],
      env: { ...process.env, ...NO_LIMITS, PORT: String(port), LOG_LEVEL: 'error', ...settings },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  async ready() {
    for (let attempt = 0; attempt < 1200; attempt++) {
      if (this.process.exitCode !== null) throw new Error(`the server stopped with code ${this.process.exitCode}`);
      const answer = await fetch(`${this.address}/health/ready`).catch(() => null);
      if (answer?.ok) return this;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the server did not become ready within two minutes');
  }

  reset() {
    this.process.send('reset');
  }

  async sample() {
    this.process.send('sample');
    const [answer] = await once(this.process, 'message');
    return answer;
  }

  async token(username) {
    const answer = await fetch(`${this.address}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password: 'zhuqi-demo' }),
    });
    if (!answer.ok) throw new Error(`${username} could not sign in: ${await answer.text()}`);
    return (await answer.json()).accessToken;
  }

  async get(path, token) {
    const answer = await fetch(`${this.address}${path}`, { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async stop() {
    this.process.kill('SIGTERM');
    if (this.process.exitCode === null) await once(this.process, 'exit');
  }
}
