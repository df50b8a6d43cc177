import { UsageError } from '#shared/errors/usage-error.ts';
import { asResolverSees } from '../cloud/dns/resolver.ts';
import { type RunningDns, serveDns } from '../cloud/dns/server.ts';
import type { DnsView } from '../cloud/dns/view.ts';
import type { Handle } from '../cloud/route53/faults.ts';
import type { Route53 } from '../cloud/route53/route53.ts';
import { type RunningServer, serveRoute53 } from '../cloud/route53/server.ts';

/** The APIs of the cloud on one port. @throws UsageError for a port that is taken. */
export async function serveApi(handle: Handle, port: number, clock: () => number): Promise<RunningServer> {
  try {
    return await serveRoute53({ handle }, { port, clock });
  } catch (cause) {
    const what = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE' ? 'in use' : String(cause);
    throw new UsageError(`--route53-port ${port} is ${what}: choose another, 0 takes any free one`, { cause });
  }
}

interface BothViews {
  readonly publicDns: RunningDns;
  readonly privateDns: RunningDns;
}

/** DNS of both views on two ports, one after the other. @throws UsageError for a port that is taken. */
export async function serveBothViews(model: Route53, port: number, clock: () => number): Promise<BothViews> {
  const zones = (nowMs: number) => model.answeredZones(nowMs);
  const serve = (view: DnsView, at: number): Promise<RunningDns> =>
    serveDns({ zones, view, port: at, clock }).catch((cause: unknown) => {
      const what = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE' ? 'in use' : String(cause);
      const instead = '--dns-port N takes another one, --dns-port 0 any free one';
      throw new UsageError(`port ${at} for ${view} DNS is ${what}: ${instead}`, { cause });
    });
  const publicDns = await serve('public', port);
  try {
    return { publicDns, privateDns: await serve('private', port === 0 ? 0 : port + 1) };
  } catch (error) {
    await publicDns.close();
    throw error;
  }
}

/** What a resolver on the internet says, on any free port. */
export const serveResolver = (model: Route53, clock: () => number): Promise<RunningDns> =>
  serveDns({ zones: (nowMs) => asResolverSees(model.answeredZones(nowMs)), view: 'public', port: 0, clock });
