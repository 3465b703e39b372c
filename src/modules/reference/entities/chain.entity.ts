import { Column, Entity, PrimaryColumn } from 'typeorm';
import { flag, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** An industrial chain and the cluster that it belongs to; `verified` tells whether a public list names it. */
@Entity('chain')
export class Chain {
  @PrimaryColumn(primary(key(64), 'chain')) code!: string;
  @Column(key(100)) name!: string;
  @Column(nullable(key(100))) nameEn!: string | null;
  @Column(key()) clusterCode!: string;
  @Column(key(100)) clusterName!: string;
  @Column(nullable(key(100))) clusterNameEn!: string | null;
  @Column(flag) verified!: boolean;
  @Column(flag) active!: boolean;
  @Column(integer) version!: number;
}
