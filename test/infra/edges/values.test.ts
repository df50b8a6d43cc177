import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { ingressNginxChart, manifests, targetGroupBindings, traefikChart } from './charts.ts';
import { edge, outputOf } from './edges.ts';

const nodes = { kind: 'instance', nodePort: 30443, plainNodePort: 30080 };
const shapes = [
  ['alb', { type: 'alb' }],
  ['nlb', { type: 'nlb', tcpPorts: [{ port: 8443 }] }],
  ['alb before nodes', { type: 'alb', targets: { kind: 'instance', nodePort: 30080 } }],
  ['nlb before nodes', { type: 'nlb', targets: nodes, tcpPorts: [{ port: 8443, targetPort: 30843 }] }],
] as const;
const charts = [
  ['traefik', traefikChart],
  ['ingress-nginx', ingressNginxChart],
  ['envoy-gateway', manifests],
] as const;

const cases = charts.flatMap(([controller, chart]) =>
  shapes.map(([shape, create]): [string, string, object, z.ZodType] => [controller, shape, create, chart]),
);

describe('the generated values', () => {
  it.each(cases)('of %s behind an %s are such as it takes', (controller, _shape, create, chart) => {
    const values = outputOf('ValuesWeb', edge({ ...create, controller }));
    expect(chart.parse(values)).toEqual(values);
  });

  it.each(cases.filter(([, shape]) => !shape.includes('nodes')))(
    'of %s behind an %s have bindings to every target group',
    (controller, shape, create) => {
      const { items } = targetGroupBindings.parse(outputOf('BindingsWeb', edge({ ...create, controller })));
      const names = shape === 'alb' ? ['web-decrypted'] : ['web-decrypted', 'web-plain', 'web-tcp-8443'];
      expect(items.map(({ metadata }) => metadata.name)).toEqual(names);
      expect(new Set(items.map(({ spec }) => spec.targetGroupARN)).size).toBe(names.length);
    },
  );

  it('believe nobody but the addresses of the load balancer’s subnets', () => {
    const create = { subnetCidrs: ['10.1.0.0/16'], controller: 'traefik' };
    expect(outputOf('ValuesWeb', edge(create))).toMatchObject({
      ports: { web: { forwardedHeaders: { trustedIPs: ['10.1.0.0/16'] } } },
    });
    expect(outputOf('ValuesWeb', edge({ ...create, type: 'nlb' }))).toMatchObject({
      ports: {
        web: { proxyProtocol: { trustedIPs: ['10.1.0.0/16'] } },
        websecure: { proxyProtocol: { trustedIPs: ['10.1.0.0/16'] } },
      },
    });
  });

  it('take the class and the Gateway of the edge', () => {
    const over = { classes: ['company-public'], gateways: ['infra/front'] };
    expect(outputOf('ValuesWeb', edge({}, over))).toMatchObject({ ingressClass: { name: 'company-public' } });
    const { items } = manifests.parse(outputOf('ValuesWeb', edge({ controller: 'envoy-gateway' }, over)));
    expect(items.find(({ kind }) => kind === 'Gateway')).toMatchObject({
      metadata: { namespace: 'infra', name: 'front' },
      spec: { gatewayClassName: 'company-public' },
    });
  });

  it('of an nlb redirect what came in plain text, and nothing else', () => {
    const traefik = outputOf('ValuesWeb', edge({ type: 'nlb' }));
    expect(traefik).toMatchObject({
      ports: {
        web: { http: { redirections: { entryPoint: { to: 'websecure', scheme: 'https' } } } },
        websecure: {
          http: { tls: { enabled: false }, middlewares: ['traefik-traefik-web-came-by-tls@kubernetescrd'] },
        },
      },
    });
    const nginx = outputOf('ValuesWeb', edge({ type: 'nlb', controller: 'ingress-nginx' }));
    expect(nginx).toMatchObject({
      controller: {
        config: { 'ssl-redirect': 'false', 'http-snippet': expect.stringContaining('return 308 https://') },
        service: { targetPorts: { http: 'tohttps', https: 'http' } },
      },
    });
    const { items } = manifests.parse(outputOf('ValuesWeb', edge({ type: 'nlb', controller: 'envoy-gateway' })));
    const [route] = items.filter(({ kind }) => kind === 'HTTPRoute');
    expect(route?.spec['parentRefs']).toEqual([{ name: 'web', sectionName: 'plain' }]);
  });

  it('before nodes name the target groups for whoever keeps the nodes', async () => {
    const resources = edge({ targets: { kind: 'instance', nodePort: 30080 } });
    expect(() => outputOf('BindingsWeb', resources)).toThrow();
  });
});
