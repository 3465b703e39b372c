import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { TargetRules } from './target-rules.js';

/** The address that would be called is one that may not be. */
export class TargetRefused extends Error {}

type Resolve = (
  name: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/**
 * Looks a name up for the connection itself, so that nobody is asked a second time. All of its addresses have to be
 * allowed: which of them is connected to is not ours to choose.
 */
export function guardedLookup(rules: TargetRules, host: string, resolve: Resolve = lookup): LookupFunction {
  return (name, options, callback) =>
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '');
      const [first] = found;
      if (first === undefined || !found.every(({ address }) => rules.mayConnect(host, address)))
        return callback(new TargetRefused('the name leads to an address that may not be called'), '');
      return options.all === true ? callback(null, found) : callback(null, first.address, first.family);
    });
}
