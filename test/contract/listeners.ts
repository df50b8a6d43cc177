import { afterEach, beforeEach, describe, expect } from 'vitest';
import type { LoadBalancers } from '../../functions/certificates/ports.ts';
import type { Tags } from '../../shared/domain/certificate.ts';
import type { ObservedLoadBalancer } from '../../shared/domain/load-balancer.ts';
import { judgedBy, type Unjudged } from './judged.ts';

/** An Elastic Load Balancing to be judged by, with one application load balancer that listens on 80 and, with TLS, on 443. */
export interface FarLoadBalancers {
  readonly loadBalancers: LoadBalancers & { tagged(tags: Tags): Promise<readonly ObservedLoadBalancer[]> };
  readonly loadBalancerArn: string;
  readonly dnsName: string;
  readonly defaultCertificate: string;
  /** Issued ones, in the same account and region. */
  readonly certificates: readonly string[];
  close(): Promise<void>;
}

/** What the adapter gets from every Elastic Load Balancing; `unjudged` as in `judged.ts`. The load balancer's tag is `team: a`. */
export function listenersContract(name: string, open: () => Promise<FarLoadBalancers>, unjudged: Unjudged = {}): void {
  describe(`load balancers: ${name}`, () => {
    let far: FarLoadBalancers;
    beforeEach(async () => {
      far = await open();
    });
    afterEach(() => far.close());
    const { judge, judgeExcuses } = judgedBy(unjudged);
    const https = async (): Promise<string> => {
      const listeners = await far.loadBalancers.listeners(far.loadBalancerArn);
      return listeners?.find(({ port }) => port === 443)?.arn ?? '';
    };
    const one = (): string => far.certificates[0] ?? '';

    judge('tells of those that there are, with their tags', async () => {
      const found = await far.loadBalancers.describe([`${far.loadBalancerArn}0`, far.loadBalancerArn]);
      expect(found).toEqual([
        expect.objectContaining({
          arn: far.loadBalancerArn,
          type: 'application',
          scheme: 'internet-facing',
          dnsName: far.dnsName,
          hostedZoneId: expect.stringMatching(/^Z/),
          dualStack: false,
          tags: { team: 'a' },
        }),
      ]);
      expect(await far.loadBalancers.describe([])).toEqual([]);
    });

    judge('finds them by tags', async () => {
      const arnsOf = async (tags: Tags) => (await far.loadBalancers.tagged(tags)).map(({ arn }) => arn);
      expect(await arnsOf({ team: 'a' })).toContain(far.loadBalancerArn);
      expect(await arnsOf({ team: 'b' })).toEqual([]);
    });

    judge('tells of listeners, and of the default certificate where one ends TLS', async () => {
      const listeners = await far.loadBalancers.listeners(far.loadBalancerArn);
      const told = listeners?.map(({ arn: _, ...rest }) => rest).toSorted((a, b) => a.port - b.port);
      expect(told).toEqual([
        { port: 80, protocol: 'HTTP' },
        { port: 443, protocol: 'HTTPS', defaultCertificate: far.defaultCertificate },
      ]);
      expect(await far.loadBalancers.listeners(`${far.loadBalancerArn}0`)).toBeUndefined();
    });

    judge('adds a certificate once and removes it, and counts the default one never', async () => {
      const listener = await https();
      expect(await far.loadBalancers.certificates(listener)).toEqual([]);
      expect(await far.loadBalancers.add(listener, one())).toBe('added');
      expect(await far.loadBalancers.add(listener, one())).toBe('added');
      expect(await far.loadBalancers.certificates(listener)).toEqual([one()]);
      expect(await far.loadBalancers.remove(listener, one())).toBe('removed');
      expect(await far.loadBalancers.remove(listener, one())).toBe('removed');
      expect(await far.loadBalancers.certificates(listener)).toEqual([]);
    });

    judge('says what is gone', async () => {
      const gone = `${await https()}0`;
      expect(await far.loadBalancers.certificates(gone)).toBeUndefined();
      expect(await far.loadBalancers.add(gone, one())).toBe('gone');
      expect(await far.loadBalancers.remove(gone, one())).toBe('gone');
    });

    judge('says that a certificate is not there', async () => {
      const unknown = one().replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000');
      expect(await far.loadBalancers.add(await https(), unknown)).toBe('not-found');
    });

    judge('says when there are 25', async () => {
      const listener = await https();
      for (const arn of far.certificates.slice(0, 25)) expect(await far.loadBalancers.add(listener, arn)).toBe('added');
      expect(await far.loadBalancers.add(listener, far.certificates[25] ?? '')).toBe('full');
      expect(await far.loadBalancers.certificates(listener)).toHaveLength(25);
    });

    judgeExcuses();
  });
}
