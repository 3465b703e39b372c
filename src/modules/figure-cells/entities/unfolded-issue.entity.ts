import { Entity, Column, PrimaryColumn } from 'typeorm';
import { id, integer, primary } from '../../../platform/persistence/columns.js';

/**
 * An issue whose last events the cells do not count yet. A trigger on `issue_event` enters it, so that nothing that
 * happens to an issue can be left out of the figures.
 */
@Entity('unfolded_issue')
export class UnfoldedIssue {
  @PrimaryColumn(primary(id, 'unfolded_issue')) issueId!: string;
  /** The last event that the cells count; 0 when they do not know the issue. */
  @Column(integer) foldedSequence!: number;
}
