import { iso } from '../../kernel/clock.js';
import { type Language, say } from '../../kernel/language.js';
import { presentFigures, reportLinks } from '../reports/index.js';
import type { BulletinContent } from './bulletin-content.js';
import type { BulletinLineView, BulletinView } from './bulletins.dto.js';
import type { StoredBulletin } from './bulletins.store.js';
import { officialNumber, plainNumber } from './domain/bulletin-number.js';

/** What a bulletin says; nothing of it is reckoned again. */
export const contentOf = ({ content }: Pick<StoredBulletin, 'content'>): BulletinContent =>
  JSON.parse(content) as BulletinContent;

export function presentBulletinLine(bulletin: StoredBulletin, language: Language): BulletinLineView {
  const { id, scheduleId, hash, createdAt } = bulletin;
  const content = contentOf(bulletin);
  const { region, title, period, asOf, groupBy } = content;
  return {
    id,
    number: plainNumber(content),
    officialNumber: say(officialNumber(content), language),
    region: { code: region.code, name: say(region.name, language) },
    title: say(title, language),
    period,
    asOf,
    groupBy,
    createdAt: iso(createdAt),
    scheduleId,
    hash,
  };
}

export function presentBulletin(bulletin: StoredBulletin, language: Language): BulletinView {
  const { id, previousHash, signature, keyId } = bulletin;
  const content = contentOf(bulletin);
  const { period, asOf, groupBy, filters, total, rows, exclusions } = content;
  const linksOf = reportLinks({ period, asOf: Date.parse(asOf), groupBy }, { ...filters, bulletinId: id });
  return {
    ...presentBulletinLine(bulletin, language),
    filters,
    total: presentFigures(total, linksOf(null)),
    rows: rows.map(({ key, label, rank, figures }) => ({
      key,
      label: say(label, language),
      rank,
      ...presentFigures(figures, linksOf(key)),
    })),
    excludedCount: exclusions.length,
    exclusions: exclusions.map((exclusion) => ({ ...exclusion })),
    previousHash,
    signature,
    keyId,
    restatementsUrl: `/api/v1/bulletins/${id}/restatements`,
    printUrl: `/api/v1/bulletins/${id}/print`,
  };
}
