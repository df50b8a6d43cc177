import type { Configuration } from '#shared/domain/configuration.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Speaker } from '../../shared/commands/word.ts';
import { writeConfiguration } from '../../shared/runtime/configuration-row.ts';
import { memoryTable } from './memory-table.ts';
import { recordingDoorbell } from './recording-doorbell.ts';
import { putSite, releaseOf, siteRow, smallConfiguration } from './small-installation.ts';

export const nowMs = Date.UTC(2026, 10, 21, 12);

/** A table with a configuration and some sites, and somebody who gives commands there. */
export async function speakerOver(sites: readonly SiteRow[], configuration: Configuration = smallConfiguration()) {
  const table = memoryTable();
  await writeConfiguration(table, configuration);
  for (const site of sites) await putSite(table, site);
  const doorbell = recordingDoorbell();
  const as = (by: string, atMs = nowMs): Speaker => ({ table, doorbell, nowMs: atMs, by });
  return { table, doorbell, as, rung: () => doorbell.rings.map(({ lane }) => lane).sort() };
}

/** A site with a pending release whose id is its host. */
export const leavingSite = (host: string, over: Partial<SiteRow> = {}): SiteRow =>
  siteRow({ host, release: releaseOf(host), ...over });

/** The fault and message with which a command was not obeyed; undefined when it was. */
export const refusalOf = (said: Promise<unknown>): Promise<string | undefined> =>
  said.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof CommandError) return `${error.fault}: ${error.message}`;
      throw error;
    },
  );
