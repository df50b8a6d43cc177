import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { asResolverSees } from '../../local/cloud/dns/resolver.ts';
import { serveDns } from '../../local/cloud/dns/server.ts';
import { Route53 } from '../../local/cloud/route53/route53.ts';
import type { ZoneSetup } from '../../local/cloud/route53/zone.ts';
import { FaultRules } from './fault-rules.ts';
import { answerOf, type Fault } from './faults.ts';
import { isForSlack, openWorkspace } from './slack-far-side.ts';
import { type Call, TlsFarSide } from './tls-far-side.ts';
import { type Answered, Upstream } from './upstream.ts';
import { isForUptime, UptimeFarSide } from './uptime-far-side.ts';

export interface FarSides {
  /** For the SDK as the endpoint of each service, and for tests (`/_far/…`). */
  readonly url: string;
  readonly dnsPort: number;
  /** What a resolver on the internet says. */
  readonly resolverPort: number;
  close(): Promise<void>;
}

/** What stands between functions and far sides: it counts calls, and breaks those that tests name. */
export async function startFarSides(zones: readonly ZoneSetup[], upstreamPort: number): Promise<FarSides> {
  const between = new Between(zones, new Upstream(upstreamPort));
  const answeredZones = (nowMs: number) => between.model.answeredZones(nowMs);
  const dns = await serveDns({ zones: answeredZones, view: 'public', port: 0, clock: () => Date.now() });
  const seen = (nowMs: number) => asResolverSees(answeredZones(nowMs));
  const resolver = await serveDns({ zones: seen, view: 'public', port: 0, clock: () => Date.now() });
  const server = createServer((request, response) => {
    between.answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    dnsPort: dns.port,
    resolverPort: resolver.port,
    async close() {
      server.closeAllConnections();
      server.close();
      between.upstream.close();
      await Promise.all([dns.close(), resolver.close()]);
    },
  };
}

class Between {
  readonly model: Route53;
  readonly upstream: Upstream;
  readonly #tls: TlsFarSide;
  readonly #slack = openWorkspace();
  readonly #uptime = new UptimeFarSide();
  readonly #rules = new FaultRules();
  readonly #counts = new Map<string, number>();

  constructor(zones: readonly ZoneSetup[], upstream: Upstream) {
    this.model = new Route53({ zones });
    this.#tls = new TlsFarSide(this.model);
    this.upstream = upstream;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    if (request.url?.startsWith('/_far/') === true) return this.#control(request, response, body);
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const call = { request, body, service };
    const target = String(request.headers['x-amz-target'] ?? '');
    const named = service === 'route53' ? `${request.method} ${request.url?.split('?')[0]}` : target;
    this.#counts.set(`${service} ${named}`, (this.#counts.get(`${service} ${named}`) ?? 0) + 1);
    const rule = this.#rules.strike(service, `${request.method} ${request.url} ${target} ${body}`);
    if (rule === undefined) return tell(response, await this.#perform(call));
    if (rule.kind === 'held') return void rule.held.add(response);
    if (rule.kind !== 'lostAnswer') return tell(response, answerOf(service, rule.kind));
    await this.#perform(call);
    response.destroy();
  }

  /** Of Route 53 the emulator judges rights and signature, the strict model everything else. */
  async #perform(call: Call): Promise<Answered> {
    const { request, body, service } = call;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://route53');
    const query = Object.fromEntries(searchParams);
    const asked = {
      method: request.method ?? 'GET',
      path: pathname,
      query,
      headers: headersOf(request),
      body: String(body),
    };
    if (isForUptime(pathname)) return this.#uptime.handle(asked, Date.now());
    if (isForSlack(pathname)) return this.#slack.handle(asked, Date.now());
    const secured = await this.#tls.answer(call, () => this.upstream.pass(request, body));
    if (secured !== undefined) return secured;
    // Of changes and limits it does not know the resource, and would refuse every right to them.
    const isJudged = service !== 'route53' || /\/hostedzone\//.test(pathname);
    const passed = isJudged ? await this.upstream.pass(request, body) : undefined;
    if (passed !== undefined) this.#tls.learn(call, passed);
    if (passed !== undefined && (service !== 'route53' || passed.status === 403)) return passed;
    return this.model.handle(asked, Date.now());
  }

  #control({ method, url = '' }: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const [, , what, name = ''] = url.split('/');
    if (what === 'faults' && method === 'PUT') {
      const fault: Fault = JSON.parse(String(body));
      this.#rules.put(name, fault);
    }
    if (what === 'faults' && method === 'DELETE') this.#rules.lift(name);
    if (what === 'policies') this.#tls.tellPolicy(name, JSON.parse(String(body)));
    const told =
      what === 'faults'
        ? this.#rules.struck(name)
        : what === 'records'
          ? this.model.recordSets(name)
          : what === 'certificates'
            ? this.#tls.shown()
            : what === 'messages'
              ? this.#slack.channels().flatMap(({ messages }) => messages)
              : what === 'watched'
                ? this.#uptime.shown()
                : what === 'checks'
                  ? this.#uptime.check(JSON.parse(String(body)), Date.now())
                  : Object.fromEntries(this.#counts);
    response.end(JSON.stringify(told));
  }
}

const tell = (response: ServerResponse, { status, headers, body }: Answered): void =>
  void response.writeHead(status, { ...headers }).end(body);

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
