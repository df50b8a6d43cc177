import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { ingressNginxChart, manifests } from '../../infra/edges/charts.ts';
import { edge, outputOf } from '../../infra/edges/edges.ts';
import { faultsOf, structuralSchema } from './structural-schema.ts';

const folderOf = (name: string): string => process.env[name] ?? '';
const gatewayApi = join(folderOf('FIRSTLIGHT_REAL_GATEWAY_API'), 'config/crd/standard/gateway.networking.k8s.io_');
const envoy = join(
  folderOf('FIRSTLIGHT_REAL_ENVOY_GATEWAY'),
  'charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_',
);
const definitions: Readonly<Record<string, string>> = {
  GatewayClass: `${gatewayApi}gatewayclasses.yaml`,
  Gateway: `${gatewayApi}gateways.yaml`,
  HTTPRoute: `${gatewayApi}httproutes.yaml`,
  EnvoyProxy: `${envoy}envoyproxies.yaml`,
  ClientTrafficPolicy: `${envoy}clienttrafficpolicies.yaml`,
};
const definition = z.object({
  spec: z.object({
    versions: z.array(z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: structuralSchema }) })),
  }),
});

const versionsOf = new Map(
  Object.entries(definitions).map(([kind, file]) => [
    kind,
    definition.parse(parse(readFileSync(file, 'utf8'))).spec.versions,
  ]),
);

/** The first of them loads the CDK, on a machine that may be busy. */
const patienceMs = 120_000;

const nodes = { kind: 'instance', nodePort: 30443, plainNodePort: 30080 };
const shapes = [
  { type: 'alb' },
  { type: 'nlb', tcpPorts: [{ port: 8443 }] },
  { type: 'alb', targets: { kind: 'instance', nodePort: 30080 } },
  { type: 'nlb', targets: nodes },
];

it.each(shapes)('Envoy Gateway’s own definitions take what is generated for %j', { timeout: patienceMs }, (create) => {
  const { items } = manifests.parse(outputOf('ValuesWeb', edge({ ...create, controller: 'envoy-gateway' })));
  for (const { kind, apiVersion, metadata, spec } of items) {
    const version = versionsOf.get(kind)?.find(({ name }) => apiVersion.endsWith(`/${name}`));
    const faults = faultsOf(version?.schema.openAPIV3Schema.properties?.['spec'], spec, `${kind} ${metadata.name}`);
    expect(faults).toEqual([]);
  }
});

/** Members that the chart takes without a default: any key of its ConfigMap, any further port, a name of the release's own. */
const open = ['fullnameOverride', 'controller.config', 'controller.containerPort'];

it.each(shapes)(
  'the chart of ingress-nginx has every value that is generated for %j',
  { timeout: patienceMs },
  (create) => {
    const values = ingressNginxChart.parse(outputOf('ValuesWeb', edge({ ...create, controller: 'ingress-nginx' })));
    const file = join(folderOf('FIRSTLIGHT_REAL_INGRESS_NGINX'), 'charts/ingress-nginx/values.yaml');
    expect(unknownIn(values, parse(readFileSync(file, 'utf8')), [])).toEqual([]);
  },
);

function unknownIn(values: object, defaults: unknown, path: readonly string[]): readonly string[] {
  const known = z.record(z.string(), z.unknown()).parse(defaults ?? {});
  return Object.entries(values).flatMap(([name, value]) => {
    const at = [...path, name];
    if (open.includes(at.join('.'))) return [];
    if (!(name in known)) return [at.join('.')];
    return typeof value === 'object' && value !== null ? unknownIn(value, known[name], at) : [];
  });
}
