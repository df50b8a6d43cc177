import type { Capability } from '#shared/runtime/capability.ts';
import { alertsCapability } from '../../../functions/alerts/handler.ts';
import { certificatesCapability } from '../../../functions/certificates/handler.ts';
import { claimsCapability } from '../../../functions/claims/handler.ts';
import { dnsCapability } from '../../../functions/dns/handler.ts';
import { monitorsCapability } from '../../../functions/monitors/handler.ts';
import { statusCapability } from '../../../functions/status/handler.ts';
import type { Engine } from '../engine/engine.ts';
import type { Process } from '../engine/process.ts';
import type { Bucket } from './bucket.ts';
import type { Outside } from './outside.ts';
import type { Tls } from './tls.ts';
import type { Zones } from './zones.ts';

/** The functions that drain lanes. */
export const names = ['claims', 'dns', 'certificates', 'status', 'monitors', 'alerts'] as const;
export type Name = (typeof names)[number];

/** What the functions reach. */
export interface Around {
  readonly engine: Engine;
  readonly zones: Zones;
  readonly bucket: Bucket;
  readonly tls: Tls;
  readonly outside: Outside;
}

/** What one of them does in a process, its far sides reached by way of that. */
export function capabilityOf(name: Name, process: Process, around: Around): Capability {
  const { engine, zones, bucket, tls, outside } = around;
  if (name === 'dns') return dnsCapability(() => zones.portOf(process));
  if (name === 'certificates') {
    return certificatesCapability({
      authority: () => tls.authorityOf(process),
      loadBalancers: () => tls.loadBalancersOf(process),
      publicDns: tls.publicDnsOf(process),
    });
  }
  if (name === 'monitors') return monitorsCapability({ open: async () => outside.uptime.portOf(process) });
  if (name === 'alerts') {
    return alertsCapability({
      async open(channel) {
        if (channel.kind !== 'slack') throw new Error(`no such channel: ${channel.kind}`);
        return outside.channel.portOf(process, channel.channel);
      },
    });
  }
  if (name === 'status') return statusCapability(bucket.portOf(process));
  return claimsCapability({
    facts: {
      async publish(facts) {
        for (const { type } of facts) engine.trace.note(process.name, `fact ${type}`);
      },
    },
  });
}
