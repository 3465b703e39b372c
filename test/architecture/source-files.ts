import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/config/project-root.js';

/** Paths of all TypeScript files below the folders, relative to the project, with forward slashes. */
export function sourceFiles(...folders: readonly string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(projectRoot(), folder)))
    .flatMap((folder) =>
      readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
    );
}

export function read(file: string): string {
  return readFileSync(join(projectRoot(), file), 'utf8');
}
