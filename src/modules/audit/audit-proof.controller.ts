import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Clock, iso } from '../../kernel/clock.js';
import { brokenField } from '../../kernel/domain-error.js';
import { type AuditHead, AuditTrail, AuditVerification } from '../../platform/audit/index.js';
import { type Call, CallOf, Operation } from '../../platform/http/index.js';
import { AnchorQuery, AuditVerdictView, ExportQuery, SigningKeyView } from './audit.dto.js';
import { AuditExports } from './audit-exports.service.js';
import { SigningKey } from './signing-key.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditProofController {
  constructor(
    private readonly verification: AuditVerification,
    private readonly exports: AuditExports,
    private readonly audit: AuditTrail,
    private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  @Get('verify')
  @Operation({
    access: 'audit:read',
    summary: 'Whether the audit trail is what was written, and where it stops being so',
    description: 'Walks the whole chain. With `sequence` and `hash` of an end noted earlier, also against that.',
    answer: AuditVerdictView,
    refusals: [422],
  })
  async verify(@CallOf() call: Call, @Query() query: AnchorQuery): Promise<AuditVerdictView> {
    const { entries, head, firstBroken } = await this.verification.verify(anchorOf(query));
    const ok = firstBroken === null;
    const noted = this.audit.note(call, { action: 'audit.verified', details: { ok, entries, firstBroken } });
    // A broken trail may take no further entry, and must be told of all the same.
    await (ok ? noted : noted.catch(() => undefined));
    return { ok, entries, head, firstBroken, checkedAt: iso(this.clock.now()) };
  }

  @Get('export')
  @ApiResponse({ status: 200, content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  @Operation({
    access: 'audit:read',
    summary: 'Entries as lines of JSON, oldest first, with a signed last line',
    description: 'The command `audit verify --file` checks it against the public key of `GET /audit/key`.',
    answer: null,
    status: 200,
  })
  async export(@CallOf() call: Call, @Query() query: ExportQuery): Promise<StreamableFile> {
    const lines = await this.exports.open(call, query);
    return new StreamableFile(Readable.from(lines), {
      type: 'application/x-ndjson',
      disposition: 'attachment; filename="audit.ndjson"',
    });
  }

  @Get('key')
  @Operation({ access: 'audit:read', summary: 'The public key of signed exports', answer: SigningKeyView })
  publicKey(): SigningKeyView {
    const { keyId, pem } = this.key;
    return { algorithm: 'Ed25519', keyId, pem };
  }
}

function anchorOf({ sequence, hash }: AnchorQuery): AuditHead | null {
  if (sequence === undefined && hash === undefined) return null;
  if (sequence !== undefined && hash !== undefined) return { sequence, hash };
  throw brokenField('audit.anchor', sequence === undefined ? 'sequence' : 'hash', {
    zh: '序号与哈希须一并给出',
    en: 'sequence and hash belong together',
  });
}
