import { brokenField, problem } from '../../kernel/domain-error.js';
import { invalidField } from '../../platform/http/index.js';
import type { LeaveProblem } from './domain/leave.js';

export const CadreNotFound = problem(
  'not-found',
  'cadre.not-found',
  '没有这名干部，或不在您的范围内',
  'There is no such cadre, or not in your scope',
);

export const CadreOnDuty = () =>
  brokenField('cadre.on-duty', 'userId', {
    zh: '该账号对应的干部仍在岗，请先移交其问题并设为离岗',
    en: 'The cadre of this account is on duty; hand over the open issues and take the cadre off duty first',
  });

export const badPhone = () =>
  invalidField(
    'phone',
    'phone',
    '必须是手机号码或带区号的固定电话，如 13812345678、0394-8222333',
    'must be a mobile number or a landline with its area code, such as 13812345678 or 0394-8222333',
  );

export const unknownDepartment = (id: string) =>
  brokenField(
    'cadre.department-unknown',
    'departmentId',
    { zh: '没有部门 {id}，或已停用，或不在您负责的地区内', en: 'There is no department {id} at work in your region' },
    { id },
  );

export const unknownSpecialty = (code: string) =>
  brokenField(
    'cadre.category-unknown',
    'specialties',
    { zh: '没有问题类别 {code}，或已停用', en: 'There is no category {code} in use' },
    { code },
  );

export const unknownDeputy = (id: string) =>
  brokenField(
    'cadre.deputy-unknown',
    'deputyId',
    { zh: '没有干部 {id}，或不在您的范围内', en: 'There is no cadre {id}, or not in your scope' },
    { id },
  );

export const deputyCycle = () =>
  brokenField('cadre.deputy-cycle', 'deputyId', {
    zh: '代理关系不能成环：该干部最终由本人代理',
    en: 'Deputies must not form a circle: this one is in the end deputised by the cadre in question',
  });

export const badLeave = ({ index, kind }: LeaveProblem) =>
  brokenField(
    'cadre.leave',
    `leave.${index}`,
    kind === 'reversed'
      ? { zh: '结束日期不得早于开始日期', en: 'must not end before it begins' }
      : { zh: '与另一段休假重叠', en: 'overlaps another leave' },
  );

export const hasOpenIssues = (count: number) =>
  brokenField(
    'cadre.has-open-issues',
    'onDuty',
    {
      zh: '该干部还有 {count} 个未办结的问题，请先移交（POST /cadres/{id}/handover）再停止在岗',
      en: 'The cadre leads {count} open issues; hand them over first (POST /cadres/{id}/handover)',
    },
    { count },
  );
