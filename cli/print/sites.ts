import type { Overview } from '#shared/overview/document.ts';
import { countViews } from '../../local/start/frame.ts';
import { painter } from '../../local/start/screen.ts';
import { drawSections } from '../../local/start/sections.ts';
import { siteTable } from '../../local/start/site-table.ts';
import { viewSites } from '../../local/start/state.ts';
import type { Look } from '../command.ts';

export function printSites(overview: Overview, look: Look): readonly string[] {
  const views = viewSites(overview.sites, overview.releases);
  return [
    ...siteTable(views, look, Number.POSITIVE_INFINITY),
    ...drawSections(overview, look),
    '',
    painter(look, 'dim')(countViews(views)),
  ];
}
