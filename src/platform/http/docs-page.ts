import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const PAGE = /^\/api\/docs(\/|\?|$)/;

/** Lets the page that shows the documentation load what belongs to it, and nothing else. */
export function allowDocsPage(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload: unknown, done) => {
    const isPage = PAGE.test(request.url) && String(reply.getHeader('content-type')).startsWith('text/html');
    if (isPage && typeof payload === 'string') reply.header('Content-Security-Policy', policyOf(payload));
    done(null, payload);
  });
}

/**
 * Scripts come from files of ours only. The library writes a few styles into its page; they are allowed by their hashes,
 * so that no other style gets in with them.
 */
function policyOf(html: string): string {
  const blocks = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, content]) => hashOf(content!));
  const attributes = [...html.matchAll(/\sstyle="([^"]*)"/g)].map(([, content]) => hashOf(content!));
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' ${blocks.join(' ')}`,
    `style-src-attr 'unsafe-hashes' ${attributes.join(' ')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
