import type { Bilingual } from '../../kernel/language.js';

const word = (zh: string, en: string): Bilingual => ({ zh, en });

/** The words of the paper. */
export const WORDS = {
  organisation: word('{region}助企活动办公室', 'Enterprise Assistance Office of {region}'),
  period: word('统计区间', 'Period'),
  periodOf: word('{from} 至 {last}（按问题提交日期）', '{from} to {last}, by the day of submission'),
  asOf: word('统计时点', 'Cut-off'),
  beijing: word('{date} {time}（北京时间）', '{date} {time} (UTC+8)'),
  filters: word('筛选条件', 'Only'),
  issued: word('签发时间', 'Issued'),
  overall: word('一、总体情况', '1. Overall'),
  byGroup: word('二、分{group}情况', '2. By {group}'),
  leftOut: word('三、按决定不计入的问题（{count} 件）', '3. Left out by decision ({count})'),
  nothingLeftOut: word('本期没有按决定不计入的问题。', 'No issue is left out by decision.'),
  notes: word('说明', 'Notes'),
  metric: word('指标', 'Figure'),
  numerator: word('分子', 'Numerator'),
  denominator: word('分母', 'Denominator'),
  rate: word('比率', 'Rate'),
  rank: word('名次', 'Rank'),
  received: word('收集数', 'Received'),
  total: word('合计', 'Total'),
  number: word('编号', 'Number'),
  title: word('问题', 'Issue'),
  confidential: word('（保密）', '(confidential)'),
  reason: word('不计入的理由', 'Reason'),
  counts: word(
    '收集数 {received} 件；另有不予受理 {refused} 件、受理前撤回 {withdrawn} 件、并入其他问题 {merged} 件，不计入收集数。无人承办 {unrouted} 件。',
    'Received {received}; apart from these, refused {refused}, withdrawn before acceptance {withdrawn}, merged into others {merged}. Unrouted {unrouted}.',
  ),
  handling: word(
    '已申报办结 {count} 件，办理工作日平均 {mean}、中位数 {median}、第90百分位 {p90}。',
    'Finished {count}; handling took {mean} working days on average, {median} at the median, {p90} at the 90th percentile.',
  ),
  hash: word('内容摘要（SHA-256）', 'Hash of the content (SHA-256)'),
  signature: word('电子签名（Ed25519，密钥 {keyId}）', 'Signature (Ed25519, key {keyId})'),
} as const satisfies Record<string, Bilingual>;

/** What a reader must know to read the tables. */
export const NOTES: readonly Bilingual[] = [
  word(
    '办结率＝已销号÷收集数；解决率＝按“解决”销号并经企业本人或回访确认÷收集数；按时办结率＝期内到期问题中按期申报办结的÷全部到期的；超期率＝未办结且已超期的÷未办结的；满意率＝三星及以上÷已评价，应与参评率一并阅读。',
    'Completion: closed ÷ received. Solved: closed as solved and confirmed by the enterprise or a call-back ÷ received. On time: of what was due in the period, finished by its due date ÷ all of it. Overdue: open and past due ÷ open. Satisfaction: three stars and more ÷ rated, to be read with the rating coverage.',
  ),
  word(
    '比率只舍不入，保留两位小数；没有分母的记为“—”。',
    'Rates are cut off after two decimals, never rounded up; “—” stands where there is no denominator.',
  ),
  word(
    '名次按办结率排列；收集数不足 10 件的不排名次，比率相同的名次并列。本通报不对干部个人列表或排名。',
    'Ranks are by completion. Fewer than 10 received issues have no rank; equal rates share one. Cadres are neither listed nor ranked.',
  ),
  word(
    '本通报为统计时点的固定数据，此后的变化另列修订清单，不改动本通报。',
    'The figures are frozen as of the cut-off. What has changed since is listed beside the bulletin and does not change it.',
  ),
];
