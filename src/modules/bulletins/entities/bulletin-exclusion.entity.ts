import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, primary, text } from '../../../platform/persistence/columns.js';

/** An issue that a bulletin leaves out by decision: append-only. */
@Entity('bulletin_exclusion')
export class BulletinExclusion {
  @PrimaryColumn(primary(id, 'bulletin_exclusion')) bulletinId!: string;
  @PrimaryColumn(primary(id, 'bulletin_exclusion')) issueId!: string;
  @Column(text) reason!: string;
  @Column(id) decidedBy!: string;

  @ManyToOne('BulletinRow')
  @JoinColumn({ name: 'bulletin_id', foreignKeyConstraintName: 'fk_bulletin_exclusion_bulletin_id' })
  bulletin?: Relation<object>;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_bulletin_exclusion_issue_id' })
  issue?: Relation<object>;
}
