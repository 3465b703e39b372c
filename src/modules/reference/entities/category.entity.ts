import { Column, Entity, PrimaryColumn } from 'typeorm';
import { flag, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** What an issue is about; two levels. */
@Entity('category')
export class Category {
  @PrimaryColumn(primary(key(64), 'category')) code!: string;
  @Column(key(100)) name!: string;
  @Column(nullable(key(100))) nameEn!: string | null;
  @Column(nullable(key())) parentCode!: string | null;
  @Column(integer) position!: number;
  @Column(flag) active!: boolean;
  @Column(integer) version!: number;
}
