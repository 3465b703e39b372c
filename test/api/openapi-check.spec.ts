import { Controller, Get, HttpCode, Module, Param, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { pino } from 'pino';
import request from 'supertest';
import { readConfig } from '../../src/platform/config/config.js';
import { createHttpApp, Nested, Operation, Text, Whole } from '../../src/platform/http/index.js';
import { MetricsModule } from '../../src/platform/observability/metrics.module.js';
import { OpenApiCheck } from '../support/openapi.js';

class Inner {
  @Text({ max: 5 }) name!: string;
}

class Answer {
  @Whole() count!: number;
  @Nested(() => Inner, { nullable: true }) inner!: Inner | null;
}

const ANSWERS: Readonly<Record<string, unknown>> = {
  good: { count: 1, inner: { name: 'x' } },
  empty: { count: 1, inner: null },
  'extra-field': { count: 1, inner: null, secret: 'x' },
  'extra-field-inside': { count: 1, inner: { name: 'x', secret: 'x' } },
  'missing-field': { inner: null },
  'wrong-type': { count: '1', inner: null },
  'too-long': { count: 1, inner: { name: 'longer than five' } },
};

@Controller('things')
class ThingsController {
  @Get('bodies/:kind')
  @Operation({ access: 'public', summary: 'Answers rightly or wrongly', answer: Answer })
  body(@Param('kind') kind: string): unknown {
    return ANSWERS[kind];
  }

  @Get('status')
  @HttpCode(202)
  @Operation({ access: 'public', summary: 'Answers with a status that it does not document', answer: Answer })
  status(): unknown {
    return ANSWERS.good;
  }

  @Get('type')
  @Operation({ access: 'public', summary: 'Answers with a type that it does not document', answer: Answer })
  type(@Res() reply: FastifyReply): void {
    void reply.type('text/plain').send('good');
  }

  @Get('body')
  @Operation({ access: 'public', summary: 'Answers with a body where there should be none', answer: null })
  none(): unknown {
    return ANSWERS.good;
  }
}

@Module({ imports: [MetricsModule], controllers: [ThingsController] })
class ThingsModule {}

let app: NestFastifyApplication;
let check: OpenApiCheck;
beforeAll(async () => {
  app = await createHttpApp(ThingsModule, pino({ level: 'silent' }), readConfig({ ZHUQI_RATE_PER_ADDRESS: '0' }).edge);
  check = new OpenApiCheck(app);
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

const found = async (path: string): Promise<string> => {
  await request(app.getHttpServer()).get(path);
  return check.take().join('\n');
};

it.each(['/things/bodies/good', '/things/bodies/empty', '/nowhere', '/api/openapi.json'])(
  'has nothing against %s',
  async (path) => {
    expect(await found(path)).toBe('');
  },
);

it.each([
  ['/things/bodies/extra-field', /additional properties.*secret/],
  ['/things/bodies/extra-field-inside', /body\/inner.*additional properties/],
  ['/things/bodies/missing-field', /required property 'count'/],
  ['/things/bodies/wrong-type', /body\/count must be integer/],
  ['/things/bodies/too-long', /body\/inner\/name.*5 characters/],
  ['/things/status', /status 202 is not documented/],
  ['/things/type', /text\/plain is not documented/],
  ['/things/body', /a body where none is documented/],
])('finds what is wrong with %s', async (path, finding) => {
  expect(await found(path)).toMatch(finding);
});
