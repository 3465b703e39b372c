import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import {
  flag,
  id,
  instant,
  integer,
  json,
  key,
  nullable,
  primary,
  text,
} from '../../../platform/persistence/columns.js';

/** One issue of an enterprise as it stands now; how it came there is in `issue_event`. */
@Entity('issue')
@Index('ix_issue_number', ['number'], { unique: true })
@Index('ix_issue_submitted_at_id', ['submittedAt', 'id'])
@Index('ix_issue_region_code_submitted_at_id', ['regionCode', 'submittedAt', 'id'])
@Index('ix_issue_assignee_id_submitted_at_id', ['assigneeId', 'submittedAt', 'id'])
@Index('ix_issue_enterprise_id_submitted_at_id', ['enterpriseId', 'submittedAt', 'id'])
@Index('ix_issue_submitted_by', ['submittedBy'])
@Index('ix_issue_status_rating_due_at', ['status', 'ratingDueAt'])
@Index('ix_issue_due_at', ['dueAt'])
@Index('ix_issue_original_due_at', ['originalDueAt'])
// Open, with a finish clock that runs and was not met in time.
@Index('ix_issue_overdue', ['dueAt', 'submittedAt'], { where: '(facts & 16779280) = 16' })
@Index('ix_issue_yellow_at', ['yellowAt'])
@Index('ix_issue_orange_at', ['orangeAt'])
@Index('ix_issue_red_at', ['redAt'])
// The completion report by region reads this index alone.
@Index('ix_issue_figures', ['regionCode', 'facts', 'submittedAt', 'dueAt', 'originalDueAt', 'handlingTenths'])
export class Issue {
  @PrimaryColumn(primary(id, 'issue')) id!: string;
  @Column(key(30)) number!: string;
  @Column(id) enterpriseId!: string;
  @Column(key(20)) regionCode!: string;
  @Column(key()) categoryCode!: string;
  @Column(nullable(key())) chainCode!: string | null;
  @Column(key(20)) enterpriseSize!: string;
  @Column(nullable(key())) campaignCode!: string | null;
  @Column(key(200)) title!: string;
  @Column(text) description!: string;
  /** Title and description without phones, for the searches of readers of masks; null when there is no phone in them. */
  @Column(nullable(text)) maskedText!: string | null;
  @Column(key(20)) urgency!: string;
  @Column(key(20)) level!: string;
  @Column(key(20)) channel!: string;
  @Column(nullable(json)) contact!: string | null;
  @Column(flag) confidential!: boolean;
  @Column(nullable(instant)) releasedAt!: number | null;
  @Column(nullable(key(36))) releasedBy!: string | null;
  @Column(key(20)) status!: string;
  @Column(nullable(key(20))) resolution!: string | null;
  @Column(nullable(text)) measures!: string | null;
  @Column(nullable(key())) departmentId!: string | null;
  @Column(nullable(id)) assigneeId!: string | null;
  @Column(key(36)) submittedBy!: string;
  @Column(flag) onBehalf!: boolean;
  @Column(instant) submittedAt!: number;
  @Column(nullable(instant)) acceptedAt!: number | null;
  @Column(nullable(instant)) assignedAt!: number | null;
  @Column(nullable(instant)) signedAt!: number | null;
  @Column(nullable(instant)) firstContactAt!: number | null;
  @Column(nullable(instant)) doneClaimedAt!: number | null;
  @Column(nullable(key(36))) doneClaimedBy!: string | null;
  @Column(nullable(id)) doneClaimedCadreId!: string | null;
  @Column(nullable(key(36))) refusedBy!: string | null;
  @Column(nullable(id)) refusedCadreId!: string | null;
  @Column(nullable(instant)) verifiedAt!: number | null;
  @Column(nullable(key(36))) longTermBy!: string | null;
  @Column(nullable(id)) longTermCadreId!: string | null;
  @Column(nullable(instant)) longTermObjectedAt!: number | null;
  @Column(nullable(instant)) requestDueAt!: number | null;
  @Column(nullable(instant)) opinionDueAt!: number | null;
  @Column(nullable(instant)) answerDueAt!: number | null;
  @Column(nullable(key(36))) verifiedBy!: string | null;
  @Column(nullable(id)) verifiedCadreId!: string | null;
  @Column(nullable(instant)) closedAt!: number | null;
  @Column(nullable(key(20))) confirmation!: string | null;
  @Column(nullable(integer)) stars!: number | null;
  @Column(nullable(flag)) ratingSolved!: boolean | null;
  @Column(nullable(text)) ratingComment!: string | null;
  @Column(nullable(instant)) ratedAt!: number | null;
  @Column(nullable(key(20))) ratedFrom!: string | null;
  @Column(nullable(json)) routing!: string | null;
  @Column(json) excludedCadreIds!: string;
  @Column(nullable(json)) conflictCadreIds!: string | null;
  @Column(nullable(json)) handlerCadreIds!: string | null;
  @Column(nullable(json)) deputyCadreIds!: string | null;
  @Column(nullable(instant)) acceptDueAt!: number | null;
  @Column(nullable(instant)) assignDueAt!: number | null;
  @Column(nullable(instant)) signDueAt!: number | null;
  @Column(nullable(instant)) contactDueAt!: number | null;
  @Column(nullable(instant)) progressDueAt!: number | null;
  @Column(nullable(instant)) finishStartedAt!: number | null;
  @Column(nullable(instant)) dueAt!: number | null;
  @Column(nullable(instant)) originalDueAt!: number | null;
  @Column(flag) dueProvisional!: boolean;
  @Column(nullable(instant)) extendUntil!: number | null;
  @Column(nullable(instant)) ratingDueAt!: number | null;
  @Column(nullable(instant)) unhappyContactDueAt!: number | null;
  @Column(nullable(instant)) reviewAt!: number | null;
  @Column(nullable(instant)) pausedAt!: number | null;
  @Column(nullable(instant)) infoDueAt!: number | null;
  @Column(nullable(instant)) verifyDueAt!: number | null;
  @Column(nullable(instant)) statutoryDueAt!: number | null;
  @Column(nullable(instant)) yellowAt!: number | null;
  @Column(nullable(instant)) orangeAt!: number | null;
  @Column(nullable(instant)) redAt!: number | null;
  @Column(integer) infoRequestCount!: number;
  @Column(integer) objectionCount!: number;
  @Column(integer) returnCount!: number;
  @Column(flag) returnLocked!: boolean;
  @Column(integer) extensionCount!: number;
  @Column(integer) escalationCount!: number;
  @Column(integer) reworkCount!: number;
  @Column(integer) reopenCount!: number;
  @Column(nullable(instant)) secondReturnAt!: number | null;
  @Column(nullable(instant)) secondReworkAt!: number | null;
  @Column(nullable(id)) mergedIntoId!: string | null;
  @Column(flag) common!: boolean;
  @Column(integer) childCount!: number;
  @Column(integer) pendingRequests!: number;
  @Column(integer) coHandlerCount!: number;
  @Column(integer) openSupervisions!: number;
  @Column(integer) spotCheckCount!: number;
  @Column(integer) spotCheckFailedCount!: number;
  @Column(integer) facts!: number;
  @Column(nullable(integer)) handlingTenths!: number | null;
  @Column(integer) version!: number;
  @Column(instant) updatedAt!: number;

  @ManyToOne('Enterprise')
  @JoinColumn({ name: 'enterprise_id', foreignKeyConstraintName: 'fk_issue_enterprise_id' })
  enterprise?: Relation<object>;

  @ManyToOne('Region')
  @JoinColumn({ name: 'region_code', foreignKeyConstraintName: 'fk_issue_region_code' })
  region?: Relation<object>;

  @ManyToOne('Category')
  @JoinColumn({ name: 'category_code', foreignKeyConstraintName: 'fk_issue_category_code' })
  category?: Relation<object>;

  @ManyToOne('Cadre')
  @JoinColumn({ name: 'assignee_id', foreignKeyConstraintName: 'fk_issue_assignee_id' })
  assignee?: Relation<object>;
}
