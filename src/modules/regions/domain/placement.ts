import type { Actor } from '../../../kernel/actor.js';
import { brokenField } from '../../../kernel/domain-error.js';
import type { LocalDate } from '../../../kernel/local-date.js';
import type { RegionTree } from './region-tree.js';

const UNKNOWN = { zh: '没有代码为 {code} 的地区', en: 'There is no region {code}' };
const ELSEWHERE = { zh: '{code} 不在您负责的地区内', en: '{code} is outside the region that you answer for' };
const ABOLISHED = { zh: '{code} 已于 {date} 撤销', en: '{code} was abolished on {date}' };
const SUCCEEDED = {
  zh: '{code} 已于 {date} 撤销，请使用 {successor}（{successorName}）',
  en: '{code} was abolished on {date}; use {successor} ({successorName})',
};

/**
 * Whether the actor may place somebody or something new in the region on that day.
 * @throws DomainError 422 `region.unknown`, `region.out-of-scope` or `region.abolished`, which names the successor
 */
export function checkPlacement(tree: RegionTree, code: string, actor: Actor, today: LocalDate): void {
  const region = tree.get(code);
  if (region === null) throw brokenField('region.unknown', 'regionCode', UNKNOWN, { code });
  if (!answersFor(tree, actor, code)) throw brokenField('region.out-of-scope', 'regionCode', ELSEWHERE, { code });
  if (!tree.isAbolished(code, today)) return;
  const date = region.validTo ?? '';
  const successor = tree.current(code, today);
  if (successor === code) throw brokenField('region.abolished', 'regionCode', ABOLISHED, { code, date });
  const successorName = tree.mustGet(successor).name;
  throw brokenField('region.abolished', 'regionCode', SUCCEEDED, { code, date, successor, successorName });
}

/** Whether the region is one that the actor writes for: an administrator everywhere, others in their own subtree. */
export function answersFor(tree: RegionTree, actor: Actor, code: string): boolean {
  return actor.role === 'admin' || actor.role === 'system' || tree.isWithin(code, actor.regionCode);
}
