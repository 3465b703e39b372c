import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { id, instant, key, primary, text } from '../../../platform/persistence/columns.js';

/** Somebody looked at a name or a number that is masked otherwise, and said why. */
@Entity('reveal')
@Index('ix_reveal_user_id_at', ['userId', 'at'])
export class Reveal {
  @PrimaryColumn(primary(id, 'reveal')) id!: string;
  @Column(id) userId!: string;
  @Column(instant) at!: number;
  @Column(key(20)) subjectKind!: string;
  @Column(id) subjectId!: string;
  @Column(text) reason!: string;
}
