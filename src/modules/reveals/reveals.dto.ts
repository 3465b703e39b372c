import { Text } from '../../platform/http/index.js';

/** Why somebody has to see what is masked. */
export class RevealBody {
  @Text({ max: 500, example: '需电话核实办理情况', description: 'Kept in the audit trail.' }) reason!: string;
}
