import { Injectable } from '@nestjs/common';
import { type Call, Writes } from '../../platform/http/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { ReferenceData } from '../reference/index.js';
import { CadreChanges } from './cadre-changes.service.js';
import type { CadreInput, CadrePatch, CadreView } from './cadres.dto.js';
import { CadreNotFound } from './cadres.errors.js';
import { presentCadre } from './cadres.presenter.js';
import { CadresReadModel } from './cadres.read-model.js';
import { Cadres } from './cadres.service.js';

/** What coordinators and administrators do to the roster. */
@Injectable()
export class CadreEditing {
  constructor(
    private readonly writes: Writes,
    private readonly cadres: Cadres,
    private readonly changes: CadreChanges,
    private readonly readModel: CadresReadModel,
    private readonly reference: ReferenceData,
  ) {}

  add(call: Call, input: CadreInput): Promise<CadreView> {
    return this.writes.once(call, async (tx) => {
      const { id } = await this.cadres.create(tx, call.actor, input);
      return this.view(tx, call, id);
    });
  }

  change(call: Call, id: string, patch: CadrePatch): Promise<CadreView> {
    return this.writes.once(call, async (tx) => {
      await this.changes.apply(tx, call, id, patch);
      return this.view(tx, call, id);
    });
  }

  private async view(tx: Tx, call: Call, id: string): Promise<CadreView> {
    const cadre = await this.readModel.find(id, tx);
    if (!cadre) throw CadreNotFound();
    return presentCadre(cadre, call, await this.reference.departments());
  }
}
