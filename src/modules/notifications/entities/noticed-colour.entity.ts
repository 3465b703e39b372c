import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, key, primary } from '../../../platform/persistence/columns.js';

/** A colour of an issue that has been told; one that begins at another instant is told anew. */
@Entity('noticed_colour')
export class NoticedColour {
  @PrimaryColumn(primary(id, 'noticed_colour')) issueId!: string;
  @PrimaryColumn(primary(key(10), 'noticed_colour')) colour!: string;
  @PrimaryColumn(primary(instant, 'noticed_colour')) begunAt!: number;
  @Column(instant) noticedAt!: number;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_noticed_colour_issue_id' })
  issue?: Relation<object>;
}
