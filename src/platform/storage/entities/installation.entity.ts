import { Column, Entity, PrimaryColumn } from 'typeorm';
import { id, integer, primary } from '../../persistence/columns.js';

/** Which installation this database is; one row, made with the first file. */
@Entity('installation')
export class Installation {
  @PrimaryColumn(primary(integer, 'installation')) singular!: number;
  @Column(id) id!: string;
}
