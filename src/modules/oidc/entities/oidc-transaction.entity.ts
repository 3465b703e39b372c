import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant, key, primary } from '../../../platform/persistence/columns.js';

/** A way to the identity provider that somebody has set out on, under the SHA-256 of its secret. */
@Entity('oidc_transaction')
@Index('ix_oidc_transaction_expires_at', ['expiresAt'])
export class OidcTransaction {
  @PrimaryColumn(primary(key(), 'oidc_transaction')) secretHash!: string;
  @Column(instant) expiresAt!: number;
}
