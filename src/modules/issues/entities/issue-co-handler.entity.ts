import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, primary } from '../../../platform/persistence/columns.js';

/** A cadre who supports the lead. */
@Entity('issue_co_handler')
@Index('ix_issue_co_handler_cadre_id', ['cadreId'])
export class IssueCoHandler {
  @PrimaryColumn(primary(id, 'issue_co_handler')) issueId!: string;
  @PrimaryColumn(primary(id, 'issue_co_handler')) cadreId!: string;
  @Column(instant) addedAt!: number;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_issue_co_handler_issue_id' })
  issue?: Relation<object>;

  @ManyToOne('Cadre')
  @JoinColumn({ name: 'cadre_id', foreignKeyConstraintName: 'fk_issue_co_handler_cadre_id' })
  cadre?: Relation<object>;
}
