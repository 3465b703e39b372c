import { withoutPhones } from '../../../kernel/personal-data.js';
import type { IssueState } from './issue-types.js';

/**
 * Title and description as readers of masks see them; null when there is no phone in them, as in nearly every issue. It is
 * kept with the issue, so that a search finds nothing that its reader could not read (a number would be found digit by
 * digit).
 */
export function maskedText({ title, description }: Pick<IssueState, 'title' | 'description'>): string | null {
  const text = `${title}\n${description}`;
  const masked = withoutPhones(text);
  return masked === text ? null : masked;
}
