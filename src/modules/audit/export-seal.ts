import type { AuditHead } from '../../platform/audit/index.js';

/** The last line of an export: what the lines above it are, and whose word that is. */
export interface ExportSeal {
  readonly kind: 'seal';
  readonly from: string | null;
  readonly to: string | null;
  /** Whether no entry of that time was kept from whoever asked for it: then the numbers have no gap. */
  readonly complete: boolean;
  readonly entries: number;
  /** The end of the chain when the export was made. */
  readonly head: AuditHead;
  readonly exportedAt: string;
  readonly exportedBy: string;
  /** Of the lines above, each with its line feed. */
  readonly sha256: string;
  readonly keyId: string;
}

export interface SignedSeal extends ExportSeal {
  /** Ed25519, base64, of {@link sealedText}. */
  readonly signature: string;
}

/** What is signed: everything that the seal says, in the order in which it says it. */
export function sealedText(seal: ExportSeal): string {
  const { kind, from, to, complete, entries, head, exportedAt, exportedBy, sha256, keyId } = seal;
  const { sequence, hash } = head;
  return JSON.stringify([kind, from, to, complete, entries, sequence, hash, exportedAt, exportedBy, sha256, keyId]);
}
