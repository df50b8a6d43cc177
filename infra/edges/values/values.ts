import type { IngressController } from '#shared/domain/edge-target.ts';
import type { Behind, Values } from './behind.ts';
import { envoyGateway } from './envoy-gateway.ts';
import { ingressNginx } from './ingress-nginx.ts';
import { traefik } from './traefik.ts';

const writers: Readonly<Record<IngressController, (behind: Behind) => Values>> = {
  traefik,
  'ingress-nginx': ingressNginx,
  'envoy-gateway': envoyGateway,
};

/** What the ingress controller of an edge must be told so that it believes its load balancer, and only that. */
export const valuesOf = (behind: Behind): Values => writers[behind.create.controller](behind);
