import { anActor } from '../../../../test/support/issue-samples.js';
import { comesFromKnower, isShownToEnterprise, maySeeAttachment } from './attachment-access.js';

const file = (uploadedByRole: string, visibleToEnterprise: boolean, uploadedBy = 'somebody') => ({
  uploadedBy,
  uploadedByRole,
  visibleToEnterprise,
});

describe('who has an attachment', () => {
  it.each([
    ['enterprise', file('enterprise', false), true],
    ['enterprise', file('cadre', true), true],
    ['enterprise', file('cadre', false), false],
    ['enterprise', file('coordinator', false), false],
    ['cadre', file('coordinator', false), true],
    ['auditor', file('enterprise', true), true],
  ] as const)('%s, of %j: %s', (role, attachment, expected) => {
    expect(maySeeAttachment(anActor(role), attachment)).toBe(expected);
  });

  it('what an enterprise brings is always its own', () => {
    expect(isShownToEnterprise(anActor('enterprise'), false)).toBe(true);
    expect(isShownToEnterprise(anActor('cadre'), false)).toBe(false);
    expect(isShownToEnterprise(anActor('cadre'), true)).toBe(true);
  });

  it('its name may tell of the enterprise unless it comes from a handler', () => {
    expect(comesFromKnower(file('enterprise', true), 'x')).toBe(true);
    expect(comesFromKnower(file('coordinator', true), 'x')).toBe(true);
    expect(comesFromKnower(file('cadre', true, 'x'), 'x')).toBe(true);
    expect(comesFromKnower(file('cadre', true, 'y'), 'x')).toBe(false);
  });
});
