import * as z from 'zod';

/** Strict pictures of what charts and kinds take, as far as the generated values use them: an unknown member fails. */

const cidrs = z.array(z.string().regex(/^[0-9a-f.:]+\/\d+$/)).min(1);
const entryPoint = {
  nodePort: z.int().exactOptional(),
  proxyProtocol: z.strictObject({ trustedIPs: cidrs }).exactOptional(),
};

/** github.com/traefik/traefik-helm-chart, traefik/values.schema.json and VALUES.md, chart 39 and later. */
export const traefikChart = z.strictObject({
  fullnameOverride: z.string(),
  namespaceOverride: z.string(),
  ingressClass: z.strictObject({ enabled: z.boolean(), isDefaultClass: z.boolean(), name: z.string() }),
  providers: z.strictObject({
    kubernetesIngress: z.strictObject({ ingressClass: z.string() }),
    kubernetesCRD: z.strictObject({ ingressClass: z.string() }),
  }),
  service: z.strictObject({ type: z.enum(['ClusterIP', 'NodePort']) }),
  ports: z
    .object({
      web: z.strictObject({
        ...entryPoint,
        forwardedHeaders: z.strictObject({ trustedIPs: cidrs }).exactOptional(),
        http: z
          .strictObject({
            redirections: z.strictObject({
              entryPoint: z.strictObject({ to: z.string(), scheme: z.string(), permanent: z.boolean() }),
            }),
          })
          .exactOptional(),
      }),
      websecure: z.strictObject({
        ...entryPoint,
        expose: z.strictObject({ default: z.boolean() }).exactOptional(),
        http: z
          .strictObject({ tls: z.strictObject({ enabled: z.boolean() }), middlewares: z.array(z.string()) })
          .exactOptional(),
      }),
    })
    .catchall(
      z.strictObject({
        port: z.int(),
        exposedPort: z.int(),
        expose: z.strictObject({ default: z.boolean() }),
        protocol: z.enum(['TCP', 'UDP']),
        nodePort: z.int().exactOptional(),
      }),
    ),
  extraObjects: z
    .array(
      z.strictObject({
        apiVersion: z.literal('traefik.io/v1alpha1'),
        kind: z.literal('Middleware'),
        metadata: z.strictObject({ name: z.string(), namespace: z.string() }),
        spec: z.strictObject({
          headers: z.strictObject({ customRequestHeaders: z.record(z.string(), z.string()) }),
        }),
      }),
    )
    .exactOptional(),
});

/** github.com/kubernetes/ingress-nginx, charts/ingress-nginx/values.yaml; keys of the ConfigMap: its user guide. */
export const ingressNginxChart = z.strictObject({
  fullnameOverride: z.string(),
  namespaceOverride: z.string(),
  controller: z.strictObject({
    ingressClass: z.string(),
    ingressClassResource: z.strictObject({
      name: z.string(),
      enabled: z.boolean(),
      default: z.boolean(),
      controllerValue: z.string(),
    }),
    config: z.partialRecord(
      z.enum([
        'use-forwarded-headers',
        'compute-full-forwarded-for',
        'proxy-real-ip-cidr',
        'use-proxy-protocol',
        'ssl-redirect',
        'http-snippet',
      ]),
      z.string(),
    ),
    containerPort: z.strictObject({ http: z.int(), https: z.int(), tohttps: z.int() }).exactOptional(),
    service: z.strictObject({
      type: z.enum(['ClusterIP', 'NodePort']),
      enableHttps: z.boolean().exactOptional(),
      targetPorts: z.strictObject({ http: z.string(), https: z.string() }).exactOptional(),
      nodePorts: z
        .strictObject({ http: z.string().regex(/^\d+$/), https: z.string().regex(/^\d+$/).exactOptional() })
        .exactOptional(),
    }),
  }),
});

const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ apiVersion: z.literal('v1'), kind: z.literal('List'), items: z.array(item).min(1) });

/** kubernetes-sigs.github.io/aws-load-balancer-controller, "TargetGroupBinding", specification of elbv2.k8s.aws/v1beta1. */
export const targetGroupBindings = listOf(
  z.strictObject({
    apiVersion: z.literal('elbv2.k8s.aws/v1beta1'),
    kind: z.literal('TargetGroupBinding'),
    metadata: z.strictObject({ namespace: z.string(), name: z.string().regex(/^[a-z0-9-]{1,63}$/) }),
    spec: z.strictObject({
      targetGroupARN: z.string(),
      targetType: z.enum(['ip', 'instance']),
      serviceRef: z.strictObject({ name: z.string(), port: z.union([z.string(), z.int()]) }),
      networking: z.strictObject({
        ingress: z.array(
          z.strictObject({
            from: z.array(z.strictObject({ securityGroup: z.strictObject({ groupID: z.string() }) })),
            ports: z.array(z.strictObject({ protocol: z.enum(['TCP', 'UDP']) })),
          }),
        ),
      }),
    }),
  }),
);

/** Manifests of Envoy Gateway and the Gateway API, told apart by kind. */
export const manifests = listOf(
  z.object({
    apiVersion: z.enum(['gateway.networking.k8s.io/v1', 'gateway.envoyproxy.io/v1alpha1']),
    kind: z.enum(['GatewayClass', 'Gateway', 'HTTPRoute', 'EnvoyProxy', 'ClientTrafficPolicy']),
    metadata: z.strictObject({ name: z.string(), namespace: z.string().exactOptional() }),
    spec: z.record(z.string(), z.unknown()),
  }),
);
