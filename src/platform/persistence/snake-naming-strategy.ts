import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';
import { snakeName } from './sql-session.js';

/** Columns are snake_case in the database and camelCase in the program; tables are named by their entity. */
export class SnakeNamingStrategy extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string): string {
    return customName || snakeName(propertyName);
  }

  override joinColumnName(relationName: string): string {
    return `${snakeName(relationName)}_id`;
  }
}
