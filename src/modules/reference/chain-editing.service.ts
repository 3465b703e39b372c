import { Injectable } from '@nestjs/common';
import { expectVersion } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import type { ChainInput, ChainPatch, ChainView } from './chains.dto.js';
import type { Chain } from './domain/chain.js';
import { REFERENCE_TOPICS } from './reference-data.service.js';
import { ChainExists, ChainNotFound, clusterUnnamed } from './reference.errors.js';
import { presentChain } from './reference.presenter.js';
import { ReferenceStore } from './reference.store.js';

type ClusterNames = Pick<Chain, 'clusterName' | 'clusterNameEn'>;

/** What an administrator does to chains and, through them, to clusters. */
@Injectable()
export class ChainEditing {
  constructor(
    private readonly writes: Writes,
    private readonly caches: ReferenceCaches,
    private readonly store: ReferenceStore,
    private readonly audit: AuditTrail,
  ) {}

  add(call: Call, input: ChainInput): Promise<ChainView> {
    return this.writes.once(call, async (tx) => {
      const chains = await this.lockedChains(tx);
      const { code, name, nameEn = null, clusterCode, verified = false } = input;
      if (chains.some((chain) => chain.code === code)) throw ChainExists({ code });
      const cluster = clusterNames(chains, clusterCode, input);
      const chain: Chain = { code, name, nameEn, clusterCode, ...cluster, verified, active: true, version: 1 };
      await this.store.insert(tx, 'chain', { ...chain });
      await this.store.renameCluster(tx, clusterCode, { ...cluster });
      this.audit.record(tx, { action: 'chain.added', subject: { kind: 'chain', id: code }, after: chain });
      return presentChain(chain, call.language);
    });
  }

  change(call: Call, code: string, patch: ChainPatch): Promise<ChainView> {
    return this.writes.once(call, async (tx) => {
      const chains = await this.lockedChains(tx);
      const chain = chains.find((each) => each.code === code);
      if (!chain) throw ChainNotFound();
      expectVersion(call.seenVersion, chain.version);
      const { clusterCode = chain.clusterCode } = patch;
      const cluster = clusterNames(chains, clusterCode, patch);
      const changes = { ...patch, clusterCode, ...cluster, version: chain.version + 1 };
      await this.store.update(tx, 'chain', code, changes);
      await this.store.renameCluster(tx, clusterCode, { ...cluster });
      const changed = { ...chain, ...changes };
      this.audit.record(tx, {
        action: 'chain.changed',
        subject: { kind: 'chain', id: code },
        before: chain,
        after: changed,
      });
      return presentChain(changed, call.language);
    });
  }

  // Raising the topic first makes writers wait for each other.
  private async lockedChains(tx: Tx): Promise<Chain[]> {
    await this.caches.changed(tx, REFERENCE_TOPICS.chain);
    return this.store.chains(tx);
  }
}

/** The names that the cluster has from now on: those given, or those that its chains carry already. */
function clusterNames(chains: readonly Chain[], clusterCode: string, given: Partial<ClusterNames>): ClusterNames {
  const known = chains.find((chain) => chain.clusterCode === clusterCode);
  const clusterName = given.clusterName ?? known?.clusterName;
  if (clusterName === undefined) throw clusterUnnamed();
  const { clusterNameEn = known?.clusterNameEn ?? null } = given;
  return { clusterName, clusterNameEn };
}
