import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import type { Config } from '../config/config.js';
import { isError, loggable, loggableText } from './log-words.js';

/**
 * Structured log lines, on standard output unless told otherwise. Whatever is handed over, no line has a secret, a phone
 * or the name of a contact person in it.
 */
export function makeLogger(level: Config['logLevel'], destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: loggable },
    // Errors are plain objects by then.
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(words, method) {
        method.apply(this, sentence(words) as typeof words);
      },
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** What is said besides the fields; pino itself would take the sentence from an error that comes without one. */
function sentence([subject, ...words]: readonly unknown[]): unknown[] {
  const texts = words.map((word) => (typeof word === 'string' ? loggableText(word) : word));
  if (typeof subject === 'string') return [loggableText(subject), ...texts];
  const error = isError(subject) ? subject : (subject as { err?: unknown } | null)?.err;
  return texts.length === 0 && isError(error) ? [subject, loggableText(error.message)] : [subject, ...texts];
}

/** Lets Nest speak through the same log; its start-up chatter is debug. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    this.logger.debug({ context }, String(message));
  }

  error(message: unknown, ...context: unknown[]): void {
    this.logger.error({ context }, String(message));
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.logger.warn({ context }, String(message));
  }

  debug(message: unknown, ...context: unknown[]): void {
    this.logger.trace({ context }, String(message));
  }
}
