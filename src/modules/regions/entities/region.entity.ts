import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integer, key, localDate, nullable, primary } from '../../../platform/persistence/columns.js';

/** An administrative region or a development zone; a tree by `parentCode`, with validity and successor. */
@Entity('region')
export class Region {
  @PrimaryColumn(primary(key(20), 'region')) code!: string;
  @Column(key(100)) name!: string;
  @Column(nullable(key(100))) nameEn!: string | null;
  @Column(key(20)) level!: string;
  @Column(key(20)) kind!: string;
  @Column(nullable(key(20))) parentCode!: string | null;
  @Column(nullable(localDate)) validFrom!: string | null;
  @Column(nullable(localDate)) validTo!: string | null;
  @Column(nullable(key(20))) successorCode!: string | null;
  @Column(nullable(key(10))) numberPrefix!: string | null;
  @Column(integer) version!: number;
}
