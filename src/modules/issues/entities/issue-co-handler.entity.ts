import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, nullable, primary, text } from '../../../platform/persistence/columns.js';

/** A cadre who supports the lead, and the opinion for which they were asked when they came in. */
@Entity('issue_co_handler')
@Index('ix_issue_co_handler_cadre_id', ['cadreId'])
export class IssueCoHandler {
  @PrimaryColumn(primary(id, 'issue_co_handler')) issueId!: string;
  @PrimaryColumn(primary(id, 'issue_co_handler')) cadreId!: string;
  @Column(instant) addedAt!: number;
  @Column(nullable(instant)) opinionDueAt!: number | null;
  @Column(nullable(text)) opinion!: string | null;
  @Column(nullable(instant)) opinionAt!: number | null;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_issue_co_handler_issue_id' })
  issue?: Relation<object>;

  @ManyToOne('Cadre')
  @JoinColumn({ name: 'cadre_id', foreignKeyConstraintName: 'fk_issue_co_handler_cadre_id' })
  cadre?: Relation<object>;
}
