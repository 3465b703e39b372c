import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError, problem } from '../../kernel/domain-error.js';
import { languageOf } from '../../kernel/language.js';
import { LOGGER } from '../observability/logging.module.js';
import { type ProblemDocument, problemDocument, TITLE_OF_STATUS } from './problem.js';
import { RefusalTrail } from './refusal-trail.service.js';

const NoRoute = problem('not-found', 'route.not-found', '没有这个接口', 'There is nothing at this address');
export const Malformed = problem(
  'invalid',
  'request.malformed',
  '请求内容不是有效的 JSON',
  'The body is not valid JSON',
);
const TooLarge = problem('too-large', 'request.too-large', '请求内容超过 1 MiB', 'The body is larger than 1 MiB');
export const WrongType = problem(
  'unsupported',
  'request.content-type',
  '请以 application/json 提交',
  'Send the body as application/json',
);
const StorageBusy = problem(
  'unavailable',
  'storage.unavailable',
  '数据暂时无法保存，请稍后重试；未保存任何内容',
  'The data cannot be stored at the moment; nothing was saved, try again shortly',
);
const OurFault = {
  zh: '系统出现错误，已记录；请凭请求编号联系管理员',
  en: 'Something went wrong on our side and was recorded; quote the request id',
};

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

const STORAGE_CODES = /^(SQLITE_(BUSY|FULL|READONLY|IOERR|CANTOPEN)|53\d{3}|57P0\d|08\d{3}|ECONNREFUSED|ECONNRESET)/;

/** HTTP is decided once, here: every refusal and every fault leaves as a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly refusals: RefusalTrail,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const refusal = thrown instanceof DomainError ? thrown : refusalOf(thrown);
    // Before the answer: who has been refused something finds that it is known.
    if (refusal) await this.refusals.note(request, refusal);
    const language = languageOf(request.headers?.['accept-language']);
    const document = refusal ? problemDocument(refusal, language, request.id) : this.fault(thrown, request, language);
    if (document.status === 503) reply.header('Retry-After', '5');
    if (refusal?.facts.retryAfterSeconds) reply.header('Retry-After', String(refusal.facts.retryAfterSeconds));
    if (document.status === 401) reply.header('WWW-Authenticate', 'Bearer');
    void reply.status(document.status).type(PROBLEM_JSON).send(document);
  }

  private fault(thrown: unknown, request: FastifyRequest, language: 'zh-CN' | 'en'): ProblemDocument {
    this.logger.error(
      {
        err: thrown,
        requestId: request.id,
        method: request.method,
        route: request.routeOptions?.url,
        path: pathOf(request),
      },
      'request failed',
    );
    const words = (text: { zh: string; en: string }) => (language === 'en' ? text.en : text.zh);
    return {
      type: 'urn:zhuqi:problem:internal',
      title: words(TITLE_OF_STATUS[500]!),
      status: 500,
      detail: words(OurFault),
      code: 'internal.fault',
      requestId: request.id,
    };
  }
}

// Queries are left out of logs: people search by names and phones.
function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0]!;
}

const REFUSAL_OF_STATUS: Readonly<Record<number, () => DomainError>> = { 404: NoRoute, 413: TooLarge, 415: WrongType };

/** What Fastify, Nest and the drivers throw, in our words; null is a fault of ours. */
function refusalOf(thrown: unknown): DomainError | null {
  const { code, statusCode } = thrown as { code?: string; statusCode?: number };
  const status = thrown instanceof HttpException ? thrown.getStatus() : statusCode;
  if (status !== undefined && status >= 400 && status < 500) return (REFUSAL_OF_STATUS[status] ?? Malformed)();
  return STORAGE_CODES.test(String(code)) ? StorageBusy() : null;
}
