import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** The secret that a person's authenticator app shares with us; counts from the moment when it is confirmed. */
@Entity('second_factor')
export class SecondFactor {
  @PrimaryColumn(primary(id, 'second_factor')) userId!: string;
  @Column(key(300)) sealedSecret!: string;
  @Column(instant) createdAt!: number;
  @Column(nullable(instant)) confirmedAt!: number | null;
  /** The latest time step whose code was used: each is good for one use. */
  @Column(instant) lastStep!: number;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_second_factor_user_id' })
  user?: Relation<object>;
}
