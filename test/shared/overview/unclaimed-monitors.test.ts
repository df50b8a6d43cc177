import { describe, expect, it } from 'vitest';
import { checkMonitors } from '#shared/checkup/monitors.ts';
import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import { readUnclaimedMonitors, unclaimedText } from '#shared/overview/unclaimed-monitors.ts';
import { listedKey, monitorAccountKey, monitorKey } from '#shared/rows/monitor-rows.ts';
import { installationTagOf, siteTag } from '#shared/rows/monitor-tags.ts';
import { memberKey } from '#shared/rows/site-rows.ts';
import { type Action, put } from '#shared/runtime/table.ts';
import { drawSections } from '../../../local/start/sections.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { monitorPolicy } from '../../support/monitor-policy.ts';
import { smallConfiguration } from '../../support/small-installation.ts';

const configuration = { ...smallConfiguration(), monitors: monitorPolicy };
const account = monitorPolicy.accounts[0]?.name ?? '';
const lane = `monitors:${account}`;
const site = { host: 'app.example.com', view: 'public', setIdentifier: '' } as const;
const url = 'https://app.example.com/';
const heard = new Set(['demo']);
const lost: ObservedMonitor = {
  id: '7',
  name: 'app',
  url,
  status: 'up',
  tags: [installationTagOf(configuration), siteTag(site)],
  statusPages: [],
};

async function worldOf({ listed = lost, more = [], isListed = true }: World = {}) {
  const table = memoryTable();
  const incarnation = isListed ? await table.incarnation() : 'before';
  const row = { incarnation, lookAtMs: 0, listedMs: 1 };
  await table.transact([put(monitorAccountKey(lane), row), put(listedKey(lane, listed.id), listed), ...more]);
  return table;
}

interface World {
  readonly listed?: ObservedMonitor;
  readonly more?: readonly Action[];
  /** In this life of the table. */
  readonly isListed?: boolean;
}

describe('a monitor with our tags', () => {
  it('that no name has is listed, by doctor too', async () => {
    const table = await worldOf();
    const found = await readUnclaimedMonitors(table, configuration, heard);
    expect(found).toEqual([{ account, id: '7', name: 'app', url }]);
    const overview = { sites: [], refused: [], skipped: [], releases: [], holds: [], notices: [] };
    const shown = { ...overview, certificates: [], monitors: [], unclaimedMonitors: found };
    const drawn = drawSections(shown, { columns: 400, colors: false }).join('\n');
    expect(drawn).toContain('monitor 7 (app, https://app.example.com/) has our tags');
    const nobody = { ...configuration, clusters: [] };
    const findings = await checkMonitors(table, configuration.monitors, nobody);
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: 'WARN',
        message: unclaimedText(found[0] ?? { account, id: '', name: '', url }),
      }),
    );
  });

  it('that is to stay, paused, is not listed', async () => {
    const table = await worldOf({ listed: { ...lost, status: 'paused' } });
    const keeping = { ...configuration, monitors: { ...monitorPolicy, afterRelease: 'never' as const } };
    expect(await readUnclaimedMonitors(table, configuration, heard)).toHaveLength(1);
    expect(await readUnclaimedMonitors(table, keeping, heard)).toEqual([]);
  });

  it.each<[string, World, ReadonlySet<string>]>([
    ['a site has it', { more: [put(memberKey(lane, site), { site })] }, heard],
    ['its site went, and that is remembered', { more: [put(monitorKey(lane, site), { site })] }, heard],
    ['another installation made it', { listed: { ...lost, tags: lost.tags.slice(1) } }, heard],
    ['its cluster has not said what it has', {}, new Set()],
    ['the account was listed by an earlier table', { isListed: false }, heard],
  ])('is not listed where %s', async (_, world, said) => {
    expect(await readUnclaimedMonitors(await worldOf(world), configuration, said)).toEqual([]);
  });
});
