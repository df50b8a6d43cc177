import { certificatesAnnotation } from '#shared/domain/status-parts.ts';
import type { ControllerState } from './lane-state.ts';
import type { Said } from './served.ts';

/** AWS Load Balancer Controller, "Service annotations" and "Certificate discovery". */
const discovered =
  'finds it by the host where the Ingress listens on HTTPS and names no certificate-arn; if this lasts, see its events';

/** What it is for us to do where nobody is told. */
export function leftTo({ name, service }: ControllerState, arn: string): Said {
  const how =
    service === undefined
      ? `it ${discovered}`
      : `write annotate as the edge's certificates.mode, or name it in ${certificatesAnnotation} of Service ${service}`;
  return {
    status: 'True',
    reason: 'LoadBalancerManagedElsewhere',
    message: `${arn} is issued; ${name} owns the listeners: ${how}`,
  };
}

/** What the controller is about to do. */
export const awaiting = ({ name, service }: ControllerState, arn: string): string =>
  service === undefined
    ? `${arn} is issued; ${name} ${discovered}`
    : `${arn} is issued; the forwarder names it to ${name} in ${certificatesAnnotation} of Service ${service}; if this lasts, see that Service's events`;
