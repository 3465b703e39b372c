import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Occasion } from '../../platform/persistence/index.js';
import type { Actor } from '../../kernel/actor.js';
import { hidesEnterprise } from './domain/issue-access.js';
import type { IssueState } from './domain/issue-types.js';

type Listed = Pick<IssueState, 'confidential' | 'releasedAt' | 'onBehalf' | 'submittedBy' | 'assigneeId'> & {
  readonly handled: boolean | number;
};

/** Keeps on record who was told in a list of which enterprise a confidential issue is, before they are told. */
@Injectable()
export class ConfidentialReads {
  constructor(private readonly audit: AuditTrail) {}

  async note<R extends Listed>(
    call: Occasion & { readonly actor: Actor },
    what: string,
    rows: readonly R[],
    issueIdOf: (row: R) => string,
  ) {
    const { actor } = call;
    const told = rows.filter((row) => row.confidential && !hidesEnterprise(row, actor, Boolean(row.handled)));
    if (told.length === 0 || actor.role === 'enterprise') return;
    const details = { what, issueIds: [...new Set(told.map(issueIdOf))] };
    await this.audit.note(call, { action: 'issue.read-confidential', details });
  }
}
