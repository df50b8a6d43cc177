import { listOf, oneOf } from './check-entries.ts';
import { member, type Parts } from './parts.ts';
import type { Problem } from './problems.ts';

/** Channels: names used twice. Routes: channels, clusters and edges that there are not. */
export function checkAlerts(raw: unknown, { clusters, edges }: Parts): readonly Problem[] {
  const alerts = member(raw, 'alerts');
  const channels = listOf(member(alerts, 'channels')).map((one) => member(one, 'name'));
  const twice = channels.flatMap((value, index): Problem[] => {
    const first = channels.indexOf(value);
    if (typeof value !== 'string' || first === index) return [];
    const what = `is already the name of channels[${first}]`;
    return [
      { path: ['alerts', 'channels', index, 'name'], what, value, instead: 'give each channel a name of its own' },
    ];
  });
  const off = channels.flatMap((value, index): Problem[] =>
    value === 'off'
      ? [
          {
            path: ['alerts', 'channels', index, 'name'],
            what: 'is the word for nobody',
            value,
            instead: 'write another',
          },
        ]
      : [],
  );
  const offers = listOf(member(alerts, 'channels')).flatMap((channel, index) =>
    listOf(member(channel, 'offeredTo')).flatMap((offer, position) => {
      const value = member(offer, 'cluster');
      if (value === undefined || !clusters.complete || clusters.entries.some((one) => one.value.name === value))
        return [];
      const path = ['alerts', 'channels', index, 'offeredTo', position, 'cluster'];
      return unknown(path, { what: 'a cluster', value, instead: oneOf('clusters', clusters.entries) });
    }),
  );
  const routes = listOf(member(alerts, 'routes')).flatMap((route, index): Problem[] => [
    ...listOf(member(route, 'to')).flatMap((value, position) =>
      channels.includes(value)
        ? []
        : unknown(['alerts', 'routes', index, 'to', position], {
            what: 'a channel',
            value,
            instead: `write one of ${channels.join(', ')}`,
          }),
    ),
    ...(['cluster', 'edge'] as const).flatMap((field) => {
      const value = member(route, field);
      const known = field === 'cluster' ? clusters : edges;
      if (value === undefined || !known.complete || known.entries.some((one) => one.value.name === value)) return [];
      const path = ['alerts', 'routes', index, field];
      return unknown(path, {
        what: field === 'edge' ? 'an edge' : 'a cluster',
        value,
        instead: oneOf(`${field}s`, known.entries),
      });
    }),
  ]);
  return [...twice, ...off, ...offers, ...routes];
}

function unknown(
  path: Problem['path'],
  { what, value, instead }: { readonly what: string; readonly value: unknown; readonly instead: string },
): readonly Problem[] {
  return typeof value === 'string' ? [{ path, what: `is not ${what} of this configuration`, value, instead }] : [];
}
