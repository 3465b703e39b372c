import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { INestApplicationContext } from '@nestjs/common';
import { verifyExport } from './modules/audit/index.js';
import { type AuditHead, AuditTrail, AuditVerification } from './platform/audit/index.js';

/** The evidence is not what was written. */
export class Broken extends Error {}

const NOBODY = { actor: null, requestId: 'command-line', address: null };

/**
 * Walks the trail in the database.
 * @throws Broken with the first link that does not hold
 */
export async function verifyTrail(app: INestApplicationContext, anchor: AuditHead | null): Promise<string> {
  const verdict = await app.get(AuditVerification, { strict: false }).verify(anchor);
  const { entries, head, firstBroken } = verdict;
  const noted = app.get(AuditTrail, { strict: false }).note(NOBODY, {
    action: 'audit.verified',
    details: { ok: firstBroken === null, entries, firstBroken },
  });
  // A broken trail may take no further entry, and must be told of all the same.
  await (firstBroken === null ? noted : noted.catch(() => undefined));
  const end = `${head.sequence}:${head.hash}`;
  if (firstBroken)
    throw new Broken(`Broken at entry ${firstBroken.sequence} (${firstBroken.reason}); noted end ${end}`);
  return `All ${entries} entries follow from each other. Anchor: ${end}`;
}

/**
 * Checks an exported file; needs no database.
 * @throws Broken with what is wrong
 */
export async function verifyExportFile(file: string, keyFile: string): Promise<string> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const { entries, fault } = await verifyExport(lines, readFileSync(keyFile, 'utf8'));
  if (fault) throw new Broken(`The export is not what was signed: ${fault.reason}${placeOf(fault.sequence)}`);
  return `The export is genuine: ${entries} entries.`;
}

function placeOf(sequence: number | null): string {
  return sequence === null ? '' : `, first at entry ${sequence}`;
}

/** `SEQ:HASH`, as the log has it; null when it is not one. */
export function anchorOf(text: string): AuditHead | null {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return sequence === undefined || hash === undefined ? null : { sequence: Number(sequence), hash };
}
