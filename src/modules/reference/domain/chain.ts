/** An industrial chain and the cluster that it belongs to; chains of one cluster carry the same cluster names. */
export interface Chain {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly clusterCode: string;
  readonly clusterName: string;
  readonly clusterNameEn: string | null;
  /** Whether a public list names it. */
  readonly verified: boolean;
  readonly active: boolean;
  readonly version: number;
}
