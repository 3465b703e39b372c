import { Injectable } from '@nestjs/common';
import { expectVersion } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import type { CampaignInput, CampaignPatch, CampaignView } from './campaigns.dto.js';
import type { Campaign } from './domain/campaign.js';
import { REFERENCE_TOPICS } from './reference-data.service.js';
import { CampaignExists, CampaignNotFound, periodReversed } from './reference.errors.js';
import { presentCampaign } from './reference.presenter.js';
import { ReferenceStore } from './reference.store.js';

/** What an administrator does to campaigns. */
@Injectable()
export class CampaignEditing {
  constructor(
    private readonly writes: Writes,
    private readonly caches: ReferenceCaches,
    private readonly store: ReferenceStore,
    private readonly audit: AuditTrail,
  ) {}

  add(call: Call, { code, name, nameEn = null, from, to = null }: CampaignInput): Promise<CampaignView> {
    return this.writes.once(call, async (tx) => {
      if (await this.locked(tx, code)) throw CampaignExists({ code });
      const campaign: Campaign = { code, name, nameEn, startsOn: from, endsOn: to, active: true, version: 1 };
      checkPeriod(campaign);
      await this.store.insert(tx, 'campaign', { ...campaign });
      this.audit.record(tx, { action: 'campaign.added', subject: { kind: 'campaign', id: code }, after: campaign });
      return presentCampaign(campaign, call.language);
    });
  }

  change(call: Call, code: string, { from, to, ...patch }: CampaignPatch): Promise<CampaignView> {
    return this.writes.once(call, async (tx) => {
      const campaign = await this.locked(tx, code);
      if (!campaign) throw CampaignNotFound();
      expectVersion(call.seenVersion, campaign.version);
      const changes = {
        ...patch,
        startsOn: from ?? campaign.startsOn,
        endsOn: to === undefined ? campaign.endsOn : to,
        version: campaign.version + 1,
      };
      const changed: Campaign = { ...campaign, ...changes };
      checkPeriod(changed);
      await this.store.update(tx, 'campaign', code, changes);
      this.audit.record(tx, {
        action: 'campaign.changed',
        subject: { kind: 'campaign', id: code },
        before: campaign,
        after: changed,
      });
      return presentCampaign(changed, call.language);
    });
  }

  // Raising the topic first makes writers wait for each other.
  private async locked(tx: Tx, code: string): Promise<Campaign | null> {
    await this.caches.changed(tx, REFERENCE_TOPICS.campaign);
    return (await this.store.campaigns(tx)).find((campaign) => campaign.code === code) ?? null;
  }
}

function checkPeriod({ startsOn, endsOn }: Campaign): void {
  if (endsOn !== null && endsOn <= startsOn) throw periodReversed();
}
