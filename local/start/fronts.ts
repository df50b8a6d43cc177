import type { Configuration } from '#shared/domain/configuration.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { covers } from '../cloud/elbv2/sni.ts';
import { type Front, serveRedirect, serveTlsFront } from '../cloud/tls/front.ts';
import type { KeyedCertificate, LocalAuthority } from '../cloud/tls/local-authority.ts';
import type { Cloud } from './cloud.ts';
import { serveExampleApp } from './example-app.ts';
import type { Notes } from './notes.ts';

/** Where the HTTPS of an edge answers on this machine. */
export interface EdgeFront {
  readonly edge: string;
  readonly httpsPort: number;
  /** Sends everything to HTTPS. */
  readonly httpPort: number;
  /** Whether what it shows to a client that asks for a host is good for that host. */
  readonly covers: (host: string) => boolean;
}

export interface FrontsInput {
  readonly configuration: Configuration;
  readonly cloud: Pick<Cloud, 'shown'>;
  readonly authority: LocalAuthority;
  readonly now: () => number;
  readonly notes: Notes;
  /** What serves a host at an edge. */
  readonly serving: (host: string, edge: string) => Promise<string | undefined>;
  /** Whether a person has stopped what serves a host. */
  readonly isStopped: (host: string) => boolean;
  /** By edge: after how many silent seconds its load balancer closes a connection. */
  readonly idleTimeouts: ReadonlyMap<string, number>;
  /** The port of the first edge, the next one has the next; absent: 8443, or any that is free. */
  readonly httpsPort?: number;
  /** The same of what sends to HTTPS; absent: any. */
  readonly httpPort?: number;
}

export interface Fronts {
  readonly edges: readonly EdgeFront[];
  close(): Promise<void>;
}

const usualPort = 8443;

/** A listener with TLS, one without, and example applications behind them, for each edge whose load balancer ends TLS. */
export async function openFronts(input: FrontsInput): Promise<Fronts> {
  const opened: Front[] = [];
  const close = async (): Promise<void> => void (await Promise.all(opened.map((front) => front.close())));
  const certificates = keyedCertificates(input);
  const edges: EdgeFront[] = [];
  try {
    for (const { name, loadBalancer } of input.configuration.edges) {
      const [listener] = 'use' in loadBalancer ? (loadBalancer.use.tls?.listeners ?? []) : [];
      if (listener === undefined) continue;
      const at = edges.length;
      const app = await serveExampleApp((host) => input.serving(host, name), input.isStopped);
      opened.push(app);
      const front = {
        certificateFor: (serverName: string) => certificates(listener, serverName),
        backendPort: app.port,
        idleTimeoutSeconds: input.idleTimeouts.get(name) ?? 60,
      };
      const https = await onPort(
        input.httpsPort,
        { usual: usualPort + at, at, option: '--https-port', ...input },
        (port) => serveTlsFront({ port, ...front }),
      );
      opened.push(https);
      const http = await onPort(input.httpPort, { usual: 0, at, option: '--http-port', ...input }, serveRedirect);
      opened.push(http);
      const isCovered = (host: string): boolean =>
        input.cloud.shown(listener, host, input.now())?.names.some((pattern) => covers(pattern, host)) === true;
      edges.push({ edge: name, httpsPort: https.port, httpPort: http.port, covers: isCovered });
    }
    return { edges, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Wanted {
  readonly usual: number;
  readonly at: number;
  readonly option: string;
  readonly notes: Notes;
}

/** Where nobody asked for a port, one that is taken only costs its number, and is said. */
async function onPort(
  asked: number | undefined,
  { usual, at, option, notes }: Wanted,
  serve: (port: number) => Promise<Front>,
): Promise<Front> {
  const port = asked === undefined ? usual : asked === 0 ? 0 : asked + at;
  try {
    return await serve(port);
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    const why = isTaken ? 'is in use' : String(cause);
    if (asked !== undefined)
      throw new UsageError(`${option}: ${port} ${why}: choose another, 0 takes any free one`, { cause });
    notes.add(`port ${port} for HTTPS ${why}: another one is taken; ${option} N chooses`);
    return serve(0);
  }
}

/** Signs what is shown, once for each certificate and its renewals. */
function keyedCertificates({ cloud, authority, now }: FrontsInput) {
  const signed = new Map<string, Promise<KeyedCertificate>>();
  return async (listener: string, serverName: string): Promise<KeyedCertificate | undefined> => {
    const shown = cloud.shown(listener, serverName, now());
    if (shown?.notBeforeMs === undefined || shown.notAfterMs === undefined) return undefined;
    const { arn, names, keyAlgorithm, notBeforeMs, notAfterMs } = shown;
    const name = `${arn} ${notAfterMs}`;
    const known = signed.get(name) ?? authority.sign({ names, keyAlgorithm, notBeforeMs, notAfterMs });
    signed.set(name, known);
    return known;
  };
}
