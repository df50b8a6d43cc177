import { PublicResolver } from '#shared/adapters/public-dns.ts';
import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import { deliverOverHttp } from '../cloud/uptimerobot/http-delivery.ts';
import { httpProbe, type Place } from '../cloud/uptimerobot/http-probe.ts';
import { watch } from '../cloud/uptimerobot/watch.ts';
import type { Https } from './https.ts';
import type { Sandbox } from './sandbox.ts';

const webPorts: ReadonlySet<number> = new Set([80, 443]);

type Around = Pick<Sandbox, 'document' | 'uptime' | 'resolverPort'>;
type Front = Pick<Https, 'edges' | 'certificate'>;

/** One check, as from outside: the name by public DNS, then the edge that it leads to, over TLS that is verified. */
export function probeFor(sandbox: Around, { edges, certificate }: Front): ReturnType<typeof httpProbe> {
  const resolver = new PublicResolver({ servers: [`127.0.0.1:${sandbox.resolverPort}`] });
  const locate = async ({
    host,
    port,
  }: {
    readonly host: string;
    readonly port: number;
  }): Promise<Place | undefined> => {
    if (!webPorts.has(port) || (await resolver.addresses(host)).length === 0) return undefined;
    const { sites } = await sandbox.document();
    const site = sites.find((one) => one.host === host && one.view === 'public');
    const front = edges.find(({ edge }) => edge === site?.edge);
    return front && { address: '127.0.0.1', port: port === 443 ? front.httpsPort : front.httpPort };
  };
  return httpProbe({ locate, authority: certificate });
}

/** Makes the checks of all local accounts when they are due. */
export function makeChecks(sandbox: Around, front: Front, scheduler: Scheduler): Cancel {
  const probe = probeFor(sandbox, front);
  const ends = [...sandbox.uptime.accounts.values()].map((account) =>
    watch(account, { scheduler, probe, deliver: deliverOverHttp }),
  );
  return () => {
    for (const end of ends) end();
  };
}
