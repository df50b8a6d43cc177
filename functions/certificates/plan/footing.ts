import type { Zone } from '#shared/domain/configuration.ts';
import { validationZone } from './validation-zone.ts';

/**
 * By name: where the record goes that shows ACM that it is ours, by whose rights, and whether it is written. All of the
 * configuration that decides what becomes of a request, beside the names and the algorithm themselves.
 * @param zones with the policy that is in force for each
 */
export function footingsOf(names: readonly string[], zones: readonly Zone[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => {
      const found = validationZone(name, zones);
      if (!('zone' in found)) return [name, 'none'];
      const { id, roleArn, policy } = found.zone;
      return [name, [id, roleArn ?? '', policy === 'observe' ? 'observed' : 'written'].join(' ')];
    }),
  );
}
