import { createHash, createPublicKey, verify } from 'node:crypto';
import { auditHash, type AuditLink } from '../../platform/audit/index.js';
import { keyIdOf } from '../../platform/secrets/index.js';
import { sealedText, type SignedSeal } from './export-seal.js';

/** What is wrong with an export; the sequence is that of the first entry that shows it. */
export interface ExportFault {
  readonly reason: 'no-seal' | 'other-key' | 'signature' | 'content' | 'changed' | 'detached' | 'missing' | 'cut-off';
  readonly sequence: number | null;
}

export interface ExportVerdict {
  readonly entries: number;
  readonly fault: ExportFault | null;
}

/** Reads an exported file as its receiver has it: nothing of this installation but its public key is needed. */
export async function verifyExport(lines: AsyncIterable<string>, pem: string): Promise<ExportVerdict> {
  const digest = createHash('sha256');
  let [entries, fault, held] = [0, null as ExportFault | null, null as string | null];
  let before: AuditLink | null = null;
  let gap: number | null = null;
  // One line is held back: the last one is the seal.
  for await (const line of lines) {
    if (held !== null) {
      const link = JSON.parse(held) as AuditLink;
      digest.update(`${held}\n`);
      fault ??= faultOf(link, before);
      if (before !== null && link.sequence !== before.sequence + 1) gap ??= before.sequence + 1;
      before = link;
      entries++;
    }
    held = line;
  }
  const seal = held === null ? null : (JSON.parse(held) as SignedSeal);
  const rest = { digest: digest.digest('hex'), entries, last: before, gap };
  return { entries, fault: sealFault(seal, pem, rest.digest) ?? fault ?? boundsFault(seal!, rest) };
}

function faultOf(link: AuditLink, before: AuditLink | null): ExportFault | null {
  const { sequence } = link;
  if (auditHash(link.previousHash, sequence, link) !== link.hash) return { reason: 'changed', sequence };
  const follows = before === null || sequence !== before.sequence + 1 || link.previousHash === before.hash;
  return follows ? null : { reason: 'detached', sequence };
}

function sealFault(seal: SignedSeal | null, pem: string, digest: string): ExportFault | null {
  if (seal?.kind !== 'seal') return { reason: 'no-seal', sequence: null };
  const key = createPublicKey(pem);
  if (seal.keyId !== keyIdOf(key)) return { reason: 'other-key', sequence: null };
  const isSigned = verify(null, Buffer.from(sealedText(seal)), key, Buffer.from(seal.signature, 'base64'));
  if (!isSigned) return { reason: 'signature', sequence: null };
  return seal.sha256 === digest ? null : { reason: 'content', sequence: null };
}

/** A complete export has no gap, and one without an end of its time reaches the end of the chain. */
function boundsFault(
  seal: SignedSeal,
  { entries, last, gap }: { readonly entries: number; readonly last: AuditLink | null; readonly gap: number | null },
): ExportFault | null {
  if (seal.entries !== entries) return { reason: 'content', sequence: null };
  if (!seal.complete || last === null) return null;
  if (gap !== null) return { reason: 'missing', sequence: gap };
  const reachesEnd = seal.to !== null || (last.sequence === seal.head.sequence && last.hash === seal.head.hash);
  return reachesEnd ? null : { reason: 'cut-off', sequence: last.sequence + 1 };
}
