import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clock, iso } from '../../kernel/clock.js';
import { type Call, CallOf, ListQuery, Operation, PathCode } from '../../platform/http/index.js';
import { presentRestatements, RestatementPageView, Restatements } from '../reports/index.js';
import { BulletinKey } from './bulletin-key.js';
import { bulletinPage } from './bulletin-page.js';
import { PAGE_POLICY } from './bulletin-page-style.js';
import { BulletinReaders } from './bulletin-readers.read-model.js';
import { BulletinRecipientsView } from './bulletin-schedules.dto.js';
import { BulletinVerification } from './bulletin-verification.service.js';
import { BulletinVerdictView, LANGUAGE_OF, PrintQuery } from './bulletins.dto.js';
import { contentOf } from './bulletins.presenter.js';
import { BulletinsReadModel } from './bulletins.read-model.js';

/** What goes with a bulletin: its paper, its proof, and how it would read today. */
@ApiTags('bulletins')
@Controller('api/v1/bulletins/:id')
export class BulletinProofController {
  constructor(
    private readonly readModel: BulletinsReadModel,
    private readonly restatements: Restatements,
    private readonly verification: BulletinVerification,
    private readonly key: BulletinKey,
    private readonly readers: BulletinReaders,
    private readonly clock: Clock,
  ) {}

  @Get('restatements')
  @Operation({
    access: 'bulletin:read',
    summary: 'What has changed since the cut-off of the bulletin: which issues, why and by whom',
    answer: RestatementPageView,
    refusals: [404],
  })
  async since(
    @CallOf() call: Call,
    @PathCode('id') id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<RestatementPageView> {
    const { period, asOf, filters } = contentOf(await this.readModel.one(call.actor, id));
    const query = { ...filters, ...period, asOf, bulletinId: id, limit, cursor };
    return presentRestatements(await this.restatements.since(call, query));
  }

  @Get('recipients')
  @Operation({
    access: 'bulletin:read',
    summary: 'To whom a schedule has sent the bulletin, and who was passed over',
    answer: BulletinRecipientsView,
    refusals: [404],
  })
  async recipients(@CallOf() { actor }: Call, @PathCode('id') id: string): Promise<BulletinRecipientsView> {
    await this.readModel.one(actor, id);
    return { items: await this.readers.toldOf(id) };
  }

  @Get('verify')
  @Operation({
    access: 'bulletin:read',
    summary: 'Whether the bulletin is what was published',
    description: 'Reckons its hash anew, checks the signature, and that it follows the bulletin before it.',
    answer: BulletinVerdictView,
    refusals: [404],
  })
  async verify(@CallOf() { actor }: Call, @PathCode('id') id: string): Promise<BulletinVerdictView> {
    const { hash, faults } = await this.verification.verify(actor, id);
    const { keyId, pem } = this.key;
    return {
      ok: faults.length === 0,
      faults: [...faults],
      hash,
      checkedAt: iso(this.clock.now()),
      key: { algorithm: 'Ed25519', keyId, pem },
    };
  }

  @Get('print')
  @ApiResponse({ status: 200, content: { 'text/html': { schema: { type: 'string' } } } })
  @Operation({
    access: 'bulletin:read',
    summary: 'The bulletin as a page for A4 paper, complete in itself',
    answer: null,
    status: 200,
    refusals: [404],
  })
  async print(
    @CallOf() { actor, language }: Call,
    @PathCode('id') id: string,
    @Query() { lang }: PrintQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const bulletin = await this.readModel.one(actor, id);
    void reply.type('text/html; charset=utf-8').header('Content-Security-Policy', PAGE_POLICY);
    return bulletinPage(bulletin, lang === undefined ? language : LANGUAGE_OF[lang]);
  }
}
