import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Logger } from 'pino';
import sql from 'sql-template-tag';
import { problem } from '../../kernel/domain-error.js';
import { Operation } from '../http/index.js';
import { LOGGER } from '../observability/logging.module.js';
import { Reader, UnitOfWork } from '../persistence/index.js';
import { HealthView } from './health.dto.js';

const NotReady = problem(
  'unavailable',
  'service.not-ready',
  '服务尚未就绪：数据库暂时不可用',
  'The service is not ready: the database cannot be reached',
);

/** For whoever starts, watches and restarts the process. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('live')
  @Operation({ access: 'public', summary: 'Is the process alive?', answer: HealthView })
  live(): HealthView {
    return { status: 'ok' };
  }

  @Get('ready')
  @Operation({ access: 'public', summary: 'Can it write and read?', answer: HealthView })
  async ready(): Promise<HealthView> {
    try {
      await Promise.all([this.unitOfWork.run((tx) => tx.all(sql`SELECT 1`)), this.reader.all(sql`SELECT 1`)]);
    } catch (error) {
      this.logger.warn({ err: error }, 'not ready');
      throw NotReady();
    }
    return { status: 'ok' };
  }
}
