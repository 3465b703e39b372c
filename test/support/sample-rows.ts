import type { DataSource, EntityMetadata } from 'typeorm';

type Values = Record<string, string | number | boolean>;

/**
 * One row of the entity and of every table that it refers to, with nothing in it but what the schema insists on: for
 * tests of the schema itself, which no service would let through.
 */
export async function insertSample(source: DataSource, entity: string): Promise<void> {
  const metadata = source.getMetadata(entity);
  for (const { referencedEntityMetadata } of metadata.foreignKeys) {
    if (referencedEntityMetadata !== metadata) await insertSample(source, referencedEntityMetadata.name);
  }
  await source.createQueryBuilder().insert().into(entity).values(sampleOf(metadata)).orIgnore().execute();
}

function sampleOf(metadata: EntityMetadata): Values {
  const needed = metadata.columns.filter(({ isNullable }) => !isNullable);
  return Object.fromEntries(needed.map((column) => [column.propertyName, sampleValue(String(column.type))]));
}

function sampleValue(type: string): string | number | boolean {
  if (type === 'boolean') return false;
  return type === 'bigint' || type === 'integer' ? 1 : '1';
}
