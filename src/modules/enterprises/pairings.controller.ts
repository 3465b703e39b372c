import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { iso } from '../../kernel/clock.js';
import {
  type Call,
  CallOf,
  Cursors,
  ListQuery,
  Operation,
  pageClass,
  pageOfKept,
  PathCode,
  Writes,
} from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { EnterpriseNotFound } from './enterprises.errors.js';
import { EnterprisesReadModel } from './enterprises.read-model.js';
import { PairingInput, PairingView } from './pairings.dto.js';
import { Pairings } from './pairings.service.js';
import { type NamedPairing, PairingsStore } from './pairings.store.js';

const PairingPage = pageClass(PairingView);

@ApiTags('enterprises')
@Controller('api/v1/enterprises/:id/pairings')
export class PairingsController {
  constructor(
    private readonly pairings: Pairings,
    private readonly store: PairingsStore,
    private readonly enterprises: EnterprisesReadModel,
    private readonly reader: Reader,
    private readonly writes: Writes,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    access: 'enterprise:read',
    summary: 'The pairings of an enterprise, latest first, past ones too',
    answer: PairingPage,
    refusals: [404],
  })
  async list(@CallOf() call: Call, @PathCode('id') id: string, @Query() query: ListQuery) {
    if (!(await this.enterprises.find(call.actor, { id }))) throw EnterpriseNotFound();
    return pageOfKept({
      all: await this.store.ofEnterprise(this.reader, id),
      query,
      cursors: this.cursors,
      sort: 'pairings',
      keyOf: (pairing) => pairing.id,
      keep: () => true,
      present: presentPairing,
    });
  }

  @Post()
  @Operation({
    access: 'pairing:write',
    summary: 'Pair a cadre with the enterprise',
    answer: PairingView,
    status: 201,
    refusals: [404, 409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @PathCode('id') id: string, @Body() input: PairingInput): Promise<PairingView> {
    return this.writes.once(call, async (tx) =>
      presentPairing(await this.pairings.add(tx, call.actor, { ...input, enterpriseId: id })),
    );
  }

  @Delete(':pairingId')
  @Operation({
    access: 'pairing:write',
    summary: 'End a pairing today',
    description: 'It stays in the list with its last day.',
    answer: null,
    refusals: [404],
  })
  async end(@CallOf() call: Call, @PathCode('id') id: string, @PathCode('pairingId') pairingId: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      await this.pairings.end(tx, call.actor, id, pairingId);
      return {};
    });
  }
}

function presentPairing(pairing: NamedPairing): PairingView {
  const { id, enterpriseId, cadreId, cadreName, role, from, to, createdAt } = pairing;
  return { id, enterpriseId, cadre: { id: cadreId, name: cadreName }, role, from, to, createdAt: iso(createdAt) };
}
