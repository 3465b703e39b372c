import { Column, Entity, PrimaryColumn } from 'typeorm';
import { id, instant, json, key, nullable, primary } from '../../persistence/columns.js';

/** Which run of a sweep is under way, and what the last one that came to its end did. */
@Entity('sweep_lease')
export class SweepLease {
  @PrimaryColumn(primary(key(), 'sweep_lease')) name!: string;
  /** The run that has it; null between two runs. */
  @Column(nullable(id)) holder!: string | null;
  /** From then on anybody may take it: whoever had it is done, or has died. */
  @Column(instant) leasedUntil!: number;
  @Column(instant) lastStartedAt!: number;
  /** Earlier than the start when that run failed or died. */
  @Column(nullable(instant)) lastFinishedAt!: number | null;
  @Column(nullable(json)) lastOutcome!: string | null;
}
