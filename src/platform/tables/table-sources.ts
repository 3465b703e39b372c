import { Injectable, type Type } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Language } from '../../kernel/language.js';
import type { Scope } from '../../kernel/scopes.js';
import type { Occasion } from '../persistence/index.js';
import type { Table } from './table.js';

/** Through whose eyes a table is read, and in which language. */
export interface Viewer extends Occasion {
  readonly actor: Actor;
  readonly language: Language;
}

/** What can be exported. */
export interface TableSource<Query extends object = object> {
  /** Its name for programs: words with hyphens. */
  readonly kind: string;
  /** What the viewer must be allowed. */
  readonly access: Scope;
  /** Of the filters; the same class as of the list on the screen. */
  readonly query: Type<Query>;
  /** The rows are read when the table is, a page at a time, and as the viewer may see them then. */
  open(viewer: Viewer, query: Query): Promise<Table<unknown>>;
}

/** All that can be exported, as the modules have said. */
@Injectable()
export class TableSources {
  private readonly sources = new Map<string, TableSource>();

  register(source: TableSource): void {
    if (this.sources.has(source.kind)) throw new Error(`there is a table ${source.kind} already`);
    this.sources.set(source.kind, source);
  }

  get(kind: string): TableSource | null {
    return this.sources.get(kind) ?? null;
  }
}
