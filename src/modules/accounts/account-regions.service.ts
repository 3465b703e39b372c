import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import { checkPlacement, Regions } from '../regions/index.js';

/** Where accounts may belong. */
@Injectable()
export class AccountRegions {
  constructor(
    private readonly regions: Regions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 422 `region.unknown`, `region.abolished` */
  async check(actor: Actor, regionCode: string): Promise<void> {
    checkPlacement(await this.regions.tree(), regionCode, actor, localDateOf(this.clock.now()));
  }

  /** Where whoever runs the whole system belongs: the region above all others. */
  async top(): Promise<string> {
    const [root] = (await this.regions.tree()).all();
    if (!root) throw new Error('there are no regions; load the reference data first');
    return root.code;
  }
}
