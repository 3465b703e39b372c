import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { SCOPES } from '../../src/kernel/scopes.js';
import { ACCESS } from '../../src/platform/http/index.js';
import { startApp, type TestApp } from '../support/test-app.js';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly access: unknown;
}

let app: TestApp;
let declared: Route[];
beforeAll(async () => {
  app = await startApp();
  declared = routesOf(app.get(ModulesContainer));
});
afterAll(() => app.close());

/** Every route that a controller declares, with what it asks of the caller. */
function routesOf(modules: ModulesContainer): Route[] {
  const controllers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const { prototype } = metatype as { prototype: Record<string, object> };
    const at = Reflect.getMetadata(PATH_METADATA, metatype!) as string;
    const methods = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    return methods.flatMap((name): Route[] => {
      const handler = prototype[name]!;
      const path: unknown = Reflect.getMetadata(PATH_METADATA, handler);
      if (typeof path !== 'string') return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
      return [{ method, path: joined(at, path), access: Reflect.getMetadata(ACCESS, handler) }];
    });
  });
}

const joined = (...parts: string[]): string => `/${parts.flatMap((part) => part.split('/').filter(Boolean)).join('/')}`;
const documented = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
const isDocumentation = (path: string): boolean => /^\/api\/(docs|openapi)/.test(path);

it('every route names a scope or is marked public', () => {
  expect(declared.length).toBeGreaterThan(2);
  const known = new Set<unknown>([...SCOPES, 'public']);
  const forgotten = declared.filter(({ access }) => !known.has(access));
  expect(forgotten).toEqual([]);
});

it('no route is registered past the controllers, where no guard stands', () => {
  const known = new Set(declared.map(({ method, path }) => `${method} ${path}`));
  const served = app.routes
    .filter(({ method, path }) => !['HEAD', 'OPTIONS'].includes(method) && !isDocumentation(path))
    .map(({ method, path }) => `${method} ${path === '/' ? path : path.replace(/\/$/, '')}`);
  expect([...new Set(served)].filter((route) => !known.has(route))).toEqual([]);
  expect(served).toEqual(expect.arrayContaining([...known]));
});

it('every route but the start page is in the OpenAPI document, which asks for a token exactly where the guard does', async () => {
  const { body } = await app.http.get('/api/openapi.json').expect(200);
  const { paths } = body as { paths: Record<string, Record<string, { security?: unknown[] }>> };
  for (const { method, path, access } of declared.filter((route) => route.path !== '/')) {
    const operation = paths[documented(path)]?.[method.toLowerCase()];
    const asksForToken = operation && (operation.security ?? []).length > 0;
    expect([method, path, asksForToken]).toEqual([method, path, access !== 'public']);
  }
});

it('nobody gets in without signing in, or with a token that is none', async () => {
  const closed = declared.filter(({ access }) => access !== 'public');
  for (const { method, path } of closed) {
    const send = () => app.http[method.toLowerCase() as 'get'](path.replace(/:\w+/g, 'x'));
    for (const answer of [
      await send(),
      await send().set('Authorization', 'Bearer x'),
      await send().set('Authorization', 'Basic x'),
    ]) {
      expect([method, path, answer.status, answer.headers['www-authenticate']]).toEqual([method, path, 401, 'Bearer']);
    }
  }
});

it('public routes are few and known', () => {
  const open = declared.filter(({ access }) => access === 'public').map(({ method, path }) => `${method} ${path}`);
  const expected = [
    'GET /',
    'GET /health/live',
    'GET /health/ready',
    'GET /metrics',
    'POST /api/v1/auth/login',
    'POST /api/v1/auth/logout',
    'POST /api/v1/auth/refresh',
    'POST /api/v1/auth/invitations/accept',
    'POST /api/v1/auth/oidc/begin',
    'POST /api/v1/auth/oidc/finish',
    'POST /api/v1/setup',
  ];
  expect(open.filter((route) => !expected.includes(route))).toEqual([]);
});

it('an unknown address is a problem document', async () => {
  const answer = await app.http.get('/api/v1/nothing-here').expect(404);
  expect(answer.headers['content-type']).toMatch('application/problem+json');
  expect(answer.body).toMatchObject({ status: 404, code: 'route.not-found' });
});
