import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock, iso } from '../../kernel/clock.js';
import { type AuditLink, AuditTrail, AuditVerification } from '../../platform/audit/index.js';
import type { Call } from '../../platform/http/index.js';
import { allOf } from '../../platform/persistence/index.js';
import type { ExportQuery } from './audit.dto.js';
import { AuditReadModel, period } from './audit.read-model.js';
import { type ExportSeal, sealedText, type SignedSeal } from './export-seal.js';
import { SigningKey } from './signing-key.js';

const PAGE = 500;

/** Entries as lines of JSON, with a signed last line, so that they prove something far from here. */
@Injectable()
export class AuditExports {
  constructor(
    private readonly readModel: AuditReadModel,
    private readonly verification: AuditVerification,
    private readonly audit: AuditTrail,
    private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  /** The lines, made while they are sent; resolves once it is on record that they are asked for. */
  async open(call: Call, query: ExportQuery): Promise<AsyncIterable<string>> {
    const { from = null, to = null } = query;
    await this.audit.note(call, { action: 'audit.exported', details: { from, to } });
    return this.lines(call, query);
  }

  private async *lines({ actor }: Call, { from, to }: ExportQuery): AsyncIterable<string> {
    const head = await this.verification.head();
    const digest = createHash('sha256');
    let entries = 0;
    for await (const links of this.pages(actor, { from, to }, head.sequence)) {
      const text = links.map((link) => `${JSON.stringify(link)}\n`).join('');
      digest.update(text);
      entries += links.length;
      yield text;
    }
    const seal: ExportSeal = {
      kind: 'seal',
      from: from ?? null,
      to: to ?? null,
      complete: await this.readModel.seesAll(actor),
      entries,
      head,
      exportedAt: iso(this.clock.now()),
      exportedBy: actor.userId,
      sha256: digest.digest('hex'),
      keyId: this.key.keyId,
    };
    const signed: SignedSeal = { ...seal, signature: this.key.sign(sealedText(seal)) };
    yield `${JSON.stringify(signed)}\n`;
  }

  private async *pages(actor: Call['actor'], { from, to }: ExportQuery, last: number): AsyncIterable<AuditLink[]> {
    let sequence = 0;
    for (;;) {
      const range = allOf([sql`a.sequence > ${sequence}`, sql`a.sequence <= ${last}`, ...period(from, to)]);
      const links = await this.readModel.chapter(actor, range, PAGE);
      if (links.length === 0) return;
      yield links;
      sequence = links.at(-1)!.sequence;
    }
  }
}
