import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { ConfigError } from './config.js';

const NOBODY_ELSE = 0o600;
const LEAST_CHARACTERS = 32;

/**
 * The secret in the file, which is made when there is none: whole or not at all, and readable by its owner alone.
 * @throws ConfigError when the file holds no secret
 */
export function keptSecret(file: string): string {
  const known = contentsOf(file) ?? make(file);
  if (known.length >= LEAST_CHARACTERS) return known;
  throw new ConfigError([`${file} holds no secret; remove it, and everybody signs in again`]);
}

function contentsOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function make(file: string): string {
  const draft = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: NOBODY_ELSE });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another process was faster: its secret is the one.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return contentsOf(file) ?? '';
}
