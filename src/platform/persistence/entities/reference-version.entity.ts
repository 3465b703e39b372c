import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integer, key, primary } from '../columns.js';

/** Raised with every change of a topic of reference data, so that caches notice. */
@Entity('reference_version')
export class ReferenceVersion {
  @PrimaryColumn(primary(key(40), 'reference_version')) topic!: string;
  @Column(integer) version!: number;
}
