import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, key, primary } from '../../../platform/persistence/columns.js';

/** Which account somebody has whom an identity provider knows. */
@Entity('oidc_link')
@Index('ix_oidc_link_user_id_issuer', ['userId', 'issuer'], { unique: true })
export class OidcLink {
  @PrimaryColumn(primary(key(255), 'oidc_link')) issuer!: string;
  @PrimaryColumn(primary(key(255), 'oidc_link')) subject!: string;
  @Column(id) userId!: string;
  @Column(instant) createdAt!: number;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_oidc_link_user_id' })
  user?: Relation<object>;
}
