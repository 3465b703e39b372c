import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Lets the server end with its last answer. A client that keeps its connection would hold it up for a minute, and one
 * that has opened a connection in advance and said nothing, as browsers do, for as long as a head may take.
 */
export function partWithClientsWhenStopping(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const server = app.getHttpServer() as Server;
  const sockets = new Set<Socket>();
  let stopping = false;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  fastify.addHook('preClose', (done) => {
    stopping = true;
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload: unknown, done) => {
    if (stopping) reply.header('Connection', 'close');
    done(null, payload);
  });
  // The head of this answer may have left before the stop, and promised that the connection stays.
  fastify.addHook('onResponse', (_request, _reply, done) => {
    if (stopping) setImmediate(() => server.closeIdleConnections());
    done();
  });
}
