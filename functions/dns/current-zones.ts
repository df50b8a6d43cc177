import { sameValue } from '#shared/domain/same-value.ts';
import { LeaseLostError } from '#shared/errors/kinds.ts';
import { type HoldRow, holdRows } from '#shared/rows/safety-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import type { HostedZones } from './ports.ts';

export interface CurrentZones extends HostedZones {
  /** A person has spoken since the drain began: what is planned is not what is wished any more. */
  isOvertaken(): boolean;
}

/**
 * The same hosted zones, in which nothing is changed any more once the configuration or the holds are other ones than
 * those that the drain planned on: a person who says stop does not wait for the rest of 80 s.
 * `change` throws LeaseLostError then, as if the lane were somebody else's.
 */
export function currentZones(zones: HostedZones, drain: Drain, holds: readonly HoldRow[]): CurrentZones {
  let overtaken = false;
  return {
    ...zones,
    async change(...call) {
      overtaken ||= !(await isCurrent(drain, holds));
      if (overtaken) throw new LeaseLostError(`a person has said something else about lane ${drain.lane} meanwhile`);
      return zones.change(...call);
    },
    isOvertaken: () => overtaken,
  };
}

async function isCurrent({ table, configuration }: Drain, holds: readonly HoldRow[]): Promise<boolean> {
  const [now, rows] = await Promise.all([readConfiguration(table), table.query(holdRows)]);
  return (
    now?.seq === configuration.seq &&
    sameValue(now.document.zones, configuration.document.zones) &&
    sameValue(
      rows.map(({ row }) => row),
      holds,
    )
  );
}
