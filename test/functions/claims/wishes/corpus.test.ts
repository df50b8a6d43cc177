import { expect, it } from 'vitest';
import { joins } from '../../../../forwarder/joins/all.ts';
import { Joiner } from '../../../../forwarder/joins/joiner.ts';
import { watchedIds } from '../../../../forwarder/joins/watched-kinds.ts';
import { project } from '../../../../forwarder/project.ts';
import { middlewaresByName } from '../../../../functions/claims/wishes/monitor/login.ts';
import { keptSecretsOf } from '../../../../functions/claims/wishes/tls/kept-secrets.ts';
import type { Wishes } from '../../../../functions/claims/wishes/types.ts';
import { wishesOf } from '../../../../functions/claims/wishes/wishes.ts';
import { splitKey } from '../../../../shared/domain/keys.ts';
import { certManagerKind, endpointMonitorKind, splitKindId } from '../../../../shared/domain/kinds.ts';
import type { ProjectedObject } from '../../../../shared/domain/objects.ts';
import { corpusConfiguration } from '../../../conformance/configuration.ts';
import { corpus } from '../../../conformance/corpus.ts';
import { compared, siteLine } from '../../../conformance/found.ts';

/** The objects whole, as they would cross the wire. */
function joined(raws: readonly unknown[]): readonly ProjectedObject[] {
  const reduced = raws.flatMap((raw) => {
    const projection = project(raw);
    return projection.result === 'object' ? [projection.object] : [];
  });
  const told = new Map<string, ProjectedObject>();
  const hear = (object: ProjectedObject) => void told.set(`${object.kind} ${object.key}`, object);
  const joiner = new Joiner({
    joins,
    offered: new Set(watchedIds),
    sink: {
      listed: (_kind, objects) => objects.forEach(hear),
      notListed: () => undefined,
      upsert: hear,
      remove: () => undefined,
      absenceKnown: () => undefined,
    },
  });
  for (const kind of watchedIds)
    joiner.listed(
      kind,
      reduced.filter((object) => object.kind === kind),
    );
  return [...told.values()];
}

const cases = corpus.map((one) => [one.file, one.name, one] as const);

it.each(cases)('%s: %s, as each object asks for itself', (_file, _name, one) => {
  const objects = joined(one.objects);
  const ingressClasses = objects.flatMap((object) =>
    object.kind === 'networking.k8s.io/IngressClass' && object.form === 'full' ? [object] : [],
  );
  const whole = objects.filter((object) => object.form === 'full');
  const watching = {
    endpointMonitors: Map.groupBy(
      whole.filter((object) => object.kind === endpointMonitorKind),
      ({ key }) => splitKey(key).namespace,
    ),
    middlewares: middlewaresByName(whole.filter((object) => 'chain' in object)),
  };
  const keptSecrets = keptSecretsOf(whole.filter((object) => object.kind === certManagerKind));
  const context = { configuration: corpusConfiguration, cluster: 'demo', ingressClasses, watching, keptSecrets };
  const all = objects.map((object) => {
    const ref = { cluster: 'demo', ...splitKindId(object.kind), key: object.key };
    return { ref, wishes: wishesOf(ref, object, context) };
  });
  const each = <Item>(of: (wishes: Wishes, source: string) => readonly Item[]): readonly Item[] =>
    all.flatMap(({ ref, wishes }) => of(wishes, `${ref.kind}/${ref.key}`));
  const sites = all.flatMap(({ ref, wishes }) =>
    wishes.wishes.map(({ site, wish }) => siteLine({ ...site, wish, holder: ref })),
  );
  const found = {
    sites: [...new Set(sites)].sort(),
    refused: [
      ...each(({ refused }, source) => refused.map(({ host, reason }) => `${host} ${source} ${reason}`)),
    ].sort(),
    skipped: each(({ skipped }, source) =>
      skipped.map(({ reason, message }) => ({ line: `${source} ${reason}`, message })),
    ),
  };
  // Who of several has a host is decided elsewhere, as is what a file holds that is no object.
  const alone = {
    ...one,
    refused: one.refused.filter((line) => !line.endsWith(' HostTaken')),
    skipped: one.skipped.filter((line) => !line.startsWith('File/')),
  };
  const { found: is, expected } = compared(alone, found);
  expect({ ...is, sites: is.sites.filter((line) => expected.sites.includes(line)) }).toEqual(expected);
  const hosts = [...one.sites, ...one.refused].map((line) => line.split(/[ #]/)[0]);
  for (const line of is.sites) expect(hosts).toContain(line.split(/[ #]/)[0]);
});
