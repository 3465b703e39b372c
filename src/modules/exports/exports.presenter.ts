import { type Instant, iso, isoOrNull } from '../../kernel/clock.js';
import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { ExportView } from './exports.dto.js';
import type { ExportFailure, ExportStatus, TableExport } from './exports.read-model.js';

const FAILURES: Readonly<Record<ExportFailure, Bilingual>> = {
  'account-changed': {
    zh: '账号已停用或权限已变更，请重新导出',
    en: 'The account was closed or has other rights now; have it made again',
  },
  refused: { zh: '筛选条件现已无效', en: 'The filters are no longer valid' },
  broken: { zh: '系统故障，请重试', en: 'Something broke; please try again' },
};

/** A file that is past its time is not handed out, also before the sweep has noticed. */
export function statusAt({ status, expiresAt }: TableExport, now: Instant): ExportStatus {
  return status === 'done' && expiresAt !== null && expiresAt <= now ? 'expired' : status;
}

export function presentExport(row: TableExport, language: Language, now: Instant): ExportView {
  const { id, kind, format, rowsDone, rowsTotal, failure, fileSize } = row;
  return {
    ...{ id, kind, format },
    query: JSON.parse(row.query) as object,
    status: statusAt(row, now),
    progress: { done: rowsDone, total: rowsTotal },
    failure: failure === null ? null : { code: failure, text: say(FAILURES[failure], language) },
    size: fileSize,
    requestedAt: iso(row.requestedAt),
    finishedAt: isoOrNull(row.finishedAt),
    expiresAt: isoOrNull(row.expiresAt),
  };
}
