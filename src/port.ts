import { createServer } from 'node:net';

/**
 * Resolves when the port can be had. Asked before the demo is written, so that nobody waits for a start that must fail.
 * @throws Error `EADDRINUSE` and the like
 */
export function mustBeFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
