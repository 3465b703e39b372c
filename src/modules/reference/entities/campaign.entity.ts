import { Column, Entity, PrimaryColumn } from 'typeorm';
import { flag, integer, key, localDate, nullable, primary } from '../../../platform/persistence/columns.js';

/** A campaign such as 万人助万企: data, since it is renewed under new names. */
@Entity('campaign')
export class Campaign {
  @PrimaryColumn(primary(key(64), 'campaign')) code!: string;
  @Column(key(100)) name!: string;
  @Column(nullable(key(100))) nameEn!: string | null;
  @Column(localDate) startsOn!: string;
  @Column(nullable(localDate)) endsOn!: string | null;
  @Column(flag) active!: boolean;
  @Column(integer) version!: number;
}
