import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integer, key, primary, text } from '../../../platform/persistence/columns.js';

/**
 * What the issues of one group and place count for one span of time: those submitted in it, and those due in it. Kept
 * so that a report adds up some thousand rows instead of a million. See ADR 0023.
 */
@Entity('figure_cell')
export class FigureCell {
  /** By what the issues are grouped, a `CellAxis`. */
  @PrimaryColumn(primary(key(20), 'figure_cell')) axis!: string;
  /** A local year or month: `2024`, `2024-03`. */
  @PrimaryColumn(primary(key(10), 'figure_cell')) span!: string;
  /** The group; empty for the issues that are in none. */
  @PrimaryColumn(primary(key(), 'figure_cell')) value!: string;
  @PrimaryColumn(primary(key(20), 'figure_cell')) regionCode!: string;
  /** Of the facts, the one that decides who may see the issues: sent straight one level up. */
  @PrimaryColumn(primary(integer, 'figure_cell')) facts!: number;
  /** How many issues each of `CELL_NUMBERS` counts, in their order: `12,0,3,…`. */
  @Column(text) numbers!: string;
  /** How long the finished ones took: tenths of a working day and how many took them, `35*2,40*1`. */
  @Column(text) handling!: string;
}
