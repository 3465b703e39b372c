import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { problem } from '../../kernel/domain-error.js';
import { CONFIG, type Config } from '../config/config.js';
import { Operation } from '../http/index.js';
import { Metrics } from '../observability/metrics.js';

const MetricsRefused = problem(
  'unauthenticated',
  'metrics.refused',
  '需要指标令牌（ZHUQI_METRICS_TOKEN）',
  'The metrics ask for their token (ZHUQI_METRICS_TOKEN)',
);

/** For whoever watches the process. A proxy on the same machine makes every client look local, so a token decides. */
@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Operation({
    access: 'public',
    summary: 'What the process counts, in the text format of Prometheus',
    description: 'Takes `Authorization: Bearer` with `ZHUQI_METRICS_TOKEN`; refused while that is not set.',
    answer: null,
    file: ['text/plain'],
    refusals: [401],
  })
  async read(
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { metricsToken } = this.config;
    if (metricsToken === null || !isSame(authorization ?? '', `Bearer ${metricsToken}`)) throw MetricsRefused();
    void reply.type(this.metrics.registry.contentType);
    return this.metrics.text();
  }
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
