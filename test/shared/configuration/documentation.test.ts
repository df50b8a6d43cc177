import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { alertChannel, alertRoute, alerts, channelOffer } from '#shared/configuration/alerts-schema.ts';
import { createdLoadBalancer } from '#shared/configuration/created-schema.ts';
import { certificates } from '#shared/configuration/edge-schema.ts';
import { monitorAccount, monitorNamespaces, monitors } from '#shared/configuration/monitors-schema.ts';
import * as schema from '#shared/configuration/schema.ts';
import { problemsIn } from './problems.ts';

const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

it.each([
  ['configuration', Object.keys(schema.configuration.shape)],
  ['zones[]', Object.keys(schema.zone.shape)],
  ['clusters[]', Object.keys(schema.cluster.in.shape)],
  ['edges[]', Object.keys(schema.edge.in.shape)],
  ['rules[]', Object.keys(schema.hostRule.shape)],
  ['create', Object.keys(createdLoadBalancer.shape)],
  ['certificates', Object.keys(certificates.shape)],
  ['monitors', Object.keys(monitors.in.shape)],
  ['accounts[]', Object.keys(monitorAccount.shape)],
  ['namespaces[]', Object.keys(monitorNamespaces.shape)],
  ['alerts', Object.keys(alerts.shape)],
  ['channels[]', Object.keys(alertChannel.in.shape)],
  ['offeredTo[]', Object.keys(channelOffer.shape)],
  ['routes[]', Object.keys(alertRoute.shape)],
])('%s: every field is documented', (_, fields) => {
  for (const field of fields) expect(page).toMatch(new RegExp(`[\`.]${field}[\`.[]`));
});

it('the example of the page is right', () => {
  const source = /defineConfig\((\{[\s\S]*?\n\})\);/.exec(page)?.[1] ?? '';
  const json = source
    .replaceAll("'", '"')
    .replaceAll(/([{,]\s*)(\w+):/g, '$1"$2":')
    .replaceAll(/,(\s*[}\]])/g, '$1');
  expect(problemsIn(JSON.parse(json))).toEqual([]);
});
