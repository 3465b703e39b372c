import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';

/** From which issues a bulletin was counted. */
export interface BulletinScope {
  /** Those that officials of this region have before them, whoever asks. */
  readonly regionCode: string;
  readonly excludedIssueIds: readonly string[];
}

type LookUp = (actor: Actor, bulletinId: string) => Promise<BulletinScope | null>;

/** Where lists ask for the scope of a bulletin: bulletins come later than issues, and bring the answer along. */
@Injectable()
export class BulletinScopes {
  private lookUp: LookUp = () => Promise.resolve(null);

  /** @param lookUp null for a bulletin that is not there for whoever asks */
  answeredBy(lookUp: LookUp): void {
    this.lookUp = lookUp;
  }

  find(actor: Actor, bulletinId: string): Promise<BulletinScope | null> {
    return this.lookUp(actor, bulletinId);
  }
}
