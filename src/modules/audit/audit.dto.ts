import { AUDIT_OUTCOMES, FINDINGS } from '../../platform/audit/index.js';
import {
  Choice,
  Code,
  Flag,
  FreeObject,
  InstantField,
  ListQuery,
  Nested,
  pageClass,
  Text,
  Whole,
} from '../../platform/http/index.js';

const HASH = '^[0-9a-f]{64}$';
const HASH_EXAMPLE = '0'.repeat(64);

export class AuditListQuery extends ListQuery {
  @InstantField({ optional: true })
  from?: string;

  @InstantField({ optional: true, description: 'Exclusive.' })
  to?: string;

  @Code({ optional: true })
  actorId?: string;

  @Text({
    max: 60,
    optional: true,
    pattern: '^[a-z][a-z0-9.-]*$',
    example: 'issue.',
    description: 'All actions that begin with it.',
  })
  action?: string;

  @Code({ optional: true, example: 'enterprise' })
  subjectKind?: string;

  @Code({ optional: true })
  subjectId?: string;

  @Choice(AUDIT_OUTCOMES, { optional: true })
  outcome?: string;

  @Text({ max: 64, optional: true, example: '192.0.2.7' })
  address?: string;
}

export class AuditActorView {
  @Text({ max: 64, description: 'Id of the account, `system` or `anonymous`.', example: 'system' })
  id!: string;

  @Text({ max: 200, nullable: true, description: 'As the account is called now; null when there is none.' })
  name!: string | null;

  @Text({ max: 20, example: 'coordinator' })
  role!: string;

  @Code({ nullable: true, example: '411600' })
  regionCode!: string | null;
}

export class AuditSubjectView {
  @Text({ max: 40, example: 'enterprise' })
  kind!: string;

  @Text({ max: 64 })
  id!: string;
}

export class AuditEntryView {
  @Whole({ min: 1 })
  sequence!: number;

  @InstantField()
  at!: string;

  @Nested(() => AuditActorView)
  actor!: AuditActorView;

  @Text({ max: 64, nullable: true, example: '192.0.2.7' })
  address!: string | null;

  @Text({ max: 64, min: 0 })
  requestId!: string;

  @Text({ max: 60, example: 'enterprise.changed' })
  action!: string;

  @Choice(AUDIT_OUTCOMES)
  outcome!: string;

  @Nested(() => AuditSubjectView, { nullable: true })
  subject!: AuditSubjectView | null;

  @Code({ nullable: true, description: 'Whose auditors may read the entry; null for those of the root only.' })
  regionCode!: string | null;

  @FreeObject({ nullable: true, description: 'What differs, as it was.' })
  before!: object | null;

  @FreeObject({ nullable: true, description: 'What differs, as it is.' })
  after!: object | null;

  @FreeObject({ nullable: true })
  details!: object | null;

  @Text({ max: 64, pattern: HASH, example: HASH_EXAMPLE })
  hash!: string;
}

export const AuditPage = pageClass(AuditEntryView);

export class AnchorQuery {
  @Whole({
    query: true,
    optional: true,
    min: 1,
    description: 'Of an end that was noted earlier; together with `hash`.',
  })
  sequence?: number;

  @Text({ max: 64, optional: true, pattern: HASH, example: HASH_EXAMPLE })
  hash?: string;
}

export class AuditHeadView {
  @Whole()
  sequence!: number;

  @Text({ max: 64, pattern: HASH, example: HASH_EXAMPLE })
  hash!: string;
}

export class AuditFindingView {
  @Whole({
    min: Number.MIN_SAFE_INTEGER,
    example: 4711,
    description: 'The first entry that is not as it should be; below 1 for one that stands before the first.',
  })
  sequence!: number;

  @Choice(FINDINGS)
  reason!: string;
}

export class AuditVerdictView {
  @Flag({ example: true })
  ok!: boolean;

  @Whole({ description: 'Entries that follow from each other, from the first one.' })
  entries!: number;

  @Nested(() => AuditHeadView)
  head!: AuditHeadView;

  @Nested(() => AuditFindingView, { nullable: true })
  firstBroken!: AuditFindingView | null;

  @InstantField()
  checkedAt!: string;
}

export class ExportQuery {
  @InstantField({ optional: true })
  from?: string;

  @InstantField({ optional: true, description: 'Exclusive.' })
  to?: string;
}

export class SigningKeyView {
  @Choice(['Ed25519'])
  algorithm!: 'Ed25519';

  @Text({ max: 16, pattern: '^[0-9a-f]{16}$', example: '0123456789abcdef', description: 'As exports name it.' })
  keyId!: string;

  @Text({ max: 400, description: 'The public key.', example: '-----BEGIN PUBLIC KEY-----' })
  pem!: string;
}
