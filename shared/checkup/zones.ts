import type { Zone } from '#shared/domain/configuration.ts';
import type { RecordLimit } from '#shared/domain/hosted-zone.ts';
import { zoneKey } from '#shared/rows/zone-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import { type Finding, fail, findings, ok, warn } from './finding.ts';

/** A hosted zone as whoever looks after it sees it. */
export interface ZoneFacts {
  /** Its name without the final dot. @throws PermanentError, RetryableError, ThrottledError */
  describe(zoneId: string): Promise<{ readonly name: string; readonly isPrivate: boolean }>;
  recordLimit(zoneId: string): Promise<RecordLimit>;
}

const fullShare = 0.9;

/** Whether each configured zone is there, is the one that is meant, has room, and was read. */
export async function checkZones(
  table: Table,
  zones: readonly Zone[],
  connect: (zone: Zone) => ZoneFacts,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const zone of zones) {
    const subject = `zone ${zone.name} (${zone.view})`;
    found.push(...(await lookAt(zone, subject, () => checkZone(zone, subject, connect(zone)))));
    found.push(...(await findings(subject, 'check your rights to the table', () => checkRead(table, zone, subject))));
  }
  return found;
}

/** A role in another account trusts the functions, and rarely also the person who asks. */
async function lookAt(
  zone: Zone,
  subject: string,
  check: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const found = await findings(subject, `check the id ${zone.id}, and that you have route53:GetHostedZone`, check);
  if (zone.roleArn === undefined) return found;
  const remedy = `only if dns cannot either (its lane tells): ${zone.roleArn} must trust its role`;
  return found.map((one) =>
    one.level === 'FAIL' && one.remedy?.startsWith('check the id') ? warn(subject, one.message, remedy) : one,
  );
}

async function checkZone(zone: Zone, subject: string, facts: ZoneFacts): Promise<readonly Finding[]> {
  const { name, isPrivate } = await facts.describe(zone.id);
  const view = isPrivate ? 'private' : 'public';
  if (name !== zone.name || view !== zone.view) {
    const remedy = 'mend zones in the configuration, and deploy';
    return [fail(subject, `${zone.id} is the ${view} zone ${name}`, remedy)];
  }
  return [ok(subject, `is ${zone.id}`), await checkRoom(zone, subject, facts)];
}

async function checkRoom(zone: Zone, subject: string, facts: ZoneFacts): Promise<Finding> {
  try {
    const { count, most } = await facts.recordLimit(zone.id);
    const room = `${count} of at most ${most} record sets`;
    if (count < most * fullShare) return ok(subject, room);
    return warn(subject, room, 'have the quota raised: Route 53, record sets per hosted zone');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return warn(subject, message, 'only the room left is not known: have route53:GetHostedZoneLimit granted');
  }
}

async function checkRead(table: Table, zone: Zone, subject: string): Promise<readonly Finding[]> {
  const [row, incarnation] = await Promise.all([table.get(zoneKey(zone.id)), table.incarnation()]);
  if (row?.incarnation === incarnation) return [];
  const remedy = 'wait a few minutes; if it stays, the lane of this zone and the log of dns tell why';
  return [warn(subject, 'has not been read yet: nothing is written there', remedy)];
}
