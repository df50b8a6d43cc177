import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachmentsOf } from '../../../../../functions/claims/wishes/gateway/attachments.ts';
import type { Attached } from '../../../../../functions/claims/wishes/gateway/parents.ts';

const label = fc.constantFrom('a', 'b');
const plain = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join('.')}.example.com`);
const host = fc.tuple(fc.boolean(), plain).map(([isWild, text]) => (isWild ? `*.${text}` : text));
const attached = fc.record({ parent: fc.constantFrom('one', 'two'), hostname: fc.option(host, { nil: undefined }) });

const gateway = (name: string, hostname: string | undefined): Attached => ({
  parent: parents[name] ?? parentOf(name),
  listener: { name: 'http', protocol: 'HTTP', ...(hostname === undefined ? {} : { hostname }) },
});
const parentOf = (name: string): Attached['parent'] => ({
  of: 'gateway.networking.k8s.io/Gateway',
  key: `infra/${name}`,
  annotations: {},
  listeners: [],
});
const parents: Readonly<Record<string, Attached['parent']>> = { one: parentOf('one'), two: parentOf('two') };

/** Whether a request for that name is meant by a host that is written. */
const answers = (written: string | undefined, request: string): boolean =>
  written === undefined ||
  (written.startsWith('*.') ? request.endsWith(written.slice(1)) && !request.startsWith('*.') : written === request);

interface Drawn {
  readonly parent: string;
  readonly hostname: string | undefined;
}

const meet = (drawn: readonly Drawn[], hosts: readonly string[], open = false) =>
  attachmentsOf(
    drawn.map(({ parent, hostname }) => gateway(parent, hostname)),
    { wanted: hosts.map((text) => ({ text, field: 'spec.hostnames' })), open },
  );

describe('law: a route and its listeners', () => {
  const listeners = fc.array(attached, { minLength: 1, maxLength: 4 });
  const wanted = fc.array(host, { maxLength: 4 });

  it('meet in exactly the requests that both answer, at exactly the Gateways that do', () => {
    fc.assert(
      fc.property(listeners, wanted, plain, (drawn, hosts, request) => {
        const { parents: met } = meet(drawn, hosts);
        const serving = [...met].flatMap(([name, of]) => (answers(name, request) ? of.map(({ key }) => key) : []));
        const asked = hosts.some((one) => answers(one, request));
        const right = drawn
          .filter(({ hostname }) => asked && answers(hostname, request))
          .map(({ parent }) => `infra/${parent}`);
        expect([...new Set(serving)].sort()).toEqual([...new Set(right)].sort());
      }),
    );
  });

  it('leave no host without an answer', () => {
    fc.assert(
      fc.property(listeners, wanted, (drawn, hosts) => {
        const { hosts: met, skipped } = meet(drawn, hosts);
        for (const one of hosts) {
          const isMet = met.some(({ text }) => text === one || answers(one, text.replace('*.', 'x.')));
          expect(isMet || skipped.some((entry) => entry.host === one)).toBe(true);
        }
      }),
    );
  });

  it('meet in any order', () => {
    fc.assert(
      fc.property(listeners, wanted, fc.boolean(), (drawn, hosts, open) => {
        const names = (all: readonly Drawn[], order: readonly string[]) => {
          const { parents: met, skipped } = meet(all, order, open);
          const of = [...met].map(([name, each]) => `${name} ${each.map(({ key }) => key).sort()}`);
          return { of: of.sort(), skipped: skipped.map((entry) => entry.host).sort() };
        };
        expect(names([...drawn].reverse(), [...hosts].reverse())).toEqual(names(drawn, hosts));
      }),
    );
  });
});

it('has the hosts of its listeners where it is open, and only there', () => {
  const drawn = [
    { parent: 'one', hostname: 'a.example.com' },
    { parent: 'two', hostname: undefined },
  ];
  expect(meet(drawn, [], true).hosts).toEqual([
    { text: 'a.example.com', field: 'hostname of listener http of Gateway infra/one' },
  ]);
  expect(meet(drawn, [], false).hosts).toEqual([]);
});
