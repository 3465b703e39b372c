import { SECOND } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';

/** @param waitMs until the next one is possible */
export function tooManyReveals(most: number, waitMs: number): DomainError {
  const text = {
    zh: '一小时内最多查看 {most} 次联系方式，请稍后再试',
    en: 'At most {most} times an hour; try again later',
  };
  return new DomainError('too-many', 'reveal.too-many', text, {
    params: { most },
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / SECOND)),
  });
}
