import type { Actor, ActorRole } from '../../../kernel/actor.js';
import { SYSTEM_ACTOR } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { say } from '../../../kernel/language.js';
import { checkPlacement } from './placement.js';
import { type RegionNode, RegionTree } from './region-tree.js';

const node = (code: string, parentCode: string | null, more: Partial<RegionNode> = {}): RegionNode => ({
  code,
  name: `名${code}`,
  nameEn: null,
  level: 'county',
  kind: 'gb',
  parentCode,
  validFrom: null,
  validTo: null,
  successorCode: null,
  numberPrefix: null,
  version: 1,
  ...more,
});

const TREE = new RegionTree([
  node('410000', null),
  node('411600', '410000'),
  node('411603', '411600', { name: '淮阳区' }),
  node('411626', '411600', { validTo: '2019-12-31', successorCode: '411603' }),
  node('411699', '411600', { validTo: '2020-01-01' }),
]);

const actor = (role: ActorRole, regionCode: string): Actor => ({ ...SYSTEM_ACTOR, role, regionCode });

function refusal(code: string, who: Actor, today = '2024-02-04'): DomainError | null {
  try {
    checkPlacement(TREE, code, who, today);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

describe('checkPlacement', () => {
  it.each([
    ['411603', actor('coordinator', '411600')],
    ['411603', actor('coordinator', '411603')],
    ['411603', actor('admin', '411600')],
    ['410000', actor('admin', '411600')],
    ['411603', SYSTEM_ACTOR],
  ])('lets %s be used', (code, who) => {
    expect(refusal(code, who)).toBeNull();
  });

  it('knows nothing of an unknown region', () => {
    expect(refusal('999999', SYSTEM_ACTOR)).toMatchObject({ kind: 'rule-broken', code: 'region.unknown' });
  });

  it.each(['410000', '411600'])('keeps a coordinator of a county out of %s', (code) => {
    expect(refusal(code, actor('coordinator', '411603'))).toMatchObject({ code: 'region.out-of-scope' });
  });

  it('names the successor of an abolished region', () => {
    const error = refusal('411626', actor('coordinator', '411600'));
    expect(error?.code).toBe('region.abolished');
    expect(say(error!.text, 'zh-CN', error!.facts.params)).toBe('411626 已于 2019-12-31 撤销，请使用 411603（淮阳区）');
    expect(error?.facts.fields?.map(({ field }) => field)).toEqual(['regionCode']);
  });

  it('refuses an abolished region that nothing followed, but only from that day on', () => {
    expect(refusal('411699', SYSTEM_ACTOR)?.code).toBe('region.abolished');
    expect(refusal('411699', SYSTEM_ACTOR, '2019-12-31')).toBeNull();
  });
});
