import { raw, type Sql } from 'sql-template-tag';
import { getMetadataArgsStorage } from 'typeorm';
import { snakeName } from '../../platform/persistence/index.js';
import { Issue } from './entities/issue.entity.js';

/** `i.submitted_at AS "submittedAt", …`: the driver then makes the objects as they are wanted, without a second pass. */
export function issueColumns(properties: readonly string[] = everyProperty()): Sql {
  return raw(properties.map((property) => `i.${snakeName(property)} AS "${property}"`).join(', '));
}

function everyProperty(): string[] {
  return getMetadataArgsStorage()
    .columns.filter((column) => column.target === Issue)
    .map((column) => column.propertyName);
}
