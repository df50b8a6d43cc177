import { describe, expect, it } from 'vitest';
import { readOverview } from '#shared/overview/read-overview.ts';
import { forgetKey } from '#shared/rows/cluster-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { ensureRegistered } from '#shared/runtime/lanes.ts';
import { put } from '#shared/runtime/table.ts';
import { drawSections } from '../../../local/start/sections.ts';
import { nowMs, speakerOver } from '../../support/commands.ts';
import { siteRow, smallConfiguration } from '../../support/small-installation.ts';

const configured = smallConfiguration();
const without = { ...configured, clusters: [] };
const screen = { columns: 200, colors: false };

async function installation() {
  const { table } = await speakerOver([siteRow(), siteRow({ host: 'b.example.com' })]);
  await ensureRegistered(table, claimsLane('demo'));
  return table;
}

describe('a cluster that left the configuration', () => {
  it('is told of as a problem, with its names and what to type', async () => {
    const overview = await readOverview({ table: await installation(), configuration: without, nowMs });
    expect(overview.absent).toEqual([{ cluster: 'demo', names: 2 }]);
    expect(drawSections(overview, screen).slice(0, 3)).toEqual([
      '',
      'Problems',
      '  cluster demo is not in the configuration: its 2 names stand still; if it will not come back: npx firstlight forget-cluster demo',
    ]);
  });

  it('is told of no more once it is forgotten, and never while it is configured', async () => {
    const table = await installation();
    expect(await readOverview({ table, configuration: configured, nowMs })).not.toHaveProperty('absent');
    await table.transact([put(forgetKey('demo'), { cluster: 'demo', atMs: nowMs, by: 'oncall' })]);
    expect(await readOverview({ table, configuration: without, nowMs })).not.toHaveProperty('absent');
  });
});
