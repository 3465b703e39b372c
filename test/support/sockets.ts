import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { TestApp } from './test-app.js';

/** Bytes to the real port of the application, for what no HTTP client would send. */
export async function openSocket(t: TestApp): Promise<Socket> {
  const { port } = t.app.getHttpServer().address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Sends the bytes and returns everything that comes back until the server closes the connection. */
export async function exchange(t: TestApp, bytes: string | Buffer): Promise<string> {
  const socket = await openSocket(t);
  socket.write(bytes);
  return untilClosed(socket);
}

export async function untilClosed(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that throws the rest away resets the connection; what it said before counts.
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks).toString();
}
