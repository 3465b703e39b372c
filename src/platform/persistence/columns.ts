import { Table, TableForeignKey, TableIndex, type ColumnOptions } from 'typeorm';

/**
 * One vocabulary of columns for both databases: entities use it in `@Column(…)`, migrations in {@link table}, so that
 * schema and entities agree. Instants are epoch milliseconds, JSON is text, local dates are `YYYY-MM-DD`.
 */
type Column = Readonly<Pick<ColumnOptions, 'type' | 'length' | 'nullable' | 'primary'>>;

export const id: Column = { type: 'varchar', length: 36 };
export const key = (length = 64): Column => ({ type: 'varchar', length });
export const text: Column = { type: 'text' };
export const instant: Column = { type: 'bigint' };
export const localDate: Column = { type: 'varchar', length: 10 };
export const integer: Column = { type: 'integer' };
export const flag: Column = { type: 'boolean' };
export const json: Column = { type: 'text' };

export const nullable = (column: Column): Column => ({ ...column, nullable: true });

/** Part of the primary key; `table` names the constraint. */
export const primary = (column: Column, table: string) => ({
  ...column,
  nullable: false as const,
  primary: true,
  primaryKeyConstraintName: `pk_${table}`,
});

interface IndexPlan {
  readonly columns: readonly string[];
  readonly unique?: boolean;
  /** Default `ix_<table>_<columns>`. */
  readonly named?: string;
}

interface TableExtras {
  readonly indexes?: readonly IndexPlan[];
  /** Column → table and column that it points to; the constraint is called `fk_<table>_<column>`. */
  readonly references?: Readonly<Record<string, readonly [table: string, column: string]>>;
}

/** A table for a migration. */
export function table(name: string, columns: Readonly<Record<string, Column>>, extras: TableExtras = {}): Table {
  return new Table({
    name,
    columns: Object.entries(columns).map(([column, kind]) => ({
      name: column,
      type: String(kind.type),
      ...(kind.length === undefined ? {} : { length: String(kind.length) }),
      isNullable: kind.nullable ?? false,
      isPrimary: kind.primary ?? false,
      ...(kind.primary ? { primaryKeyConstraintName: `pk_${name}` } : {}),
    })),
    indices: (extras.indexes ?? []).map(
      ({ columns: of, unique = false, named = `ix_${name}_${of.join('_')}` }) =>
        new TableIndex({ name: named, columnNames: [...of], isUnique: unique }),
    ),
    foreignKeys: Object.entries(extras.references ?? {}).map(
      ([column, [referenced, referencedColumn]]) =>
        new TableForeignKey({
          name: `fk_${name}_${column}`,
          columnNames: [column],
          referencedTableName: referenced,
          referencedColumnNames: [referencedColumn],
        }),
    ),
  });
}
