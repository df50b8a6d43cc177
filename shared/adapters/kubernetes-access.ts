import { readFileSync } from 'node:fs';
import type { Agent as HttpAgent } from 'node:http';
import type { RequestOptions } from 'node:https';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { UsageError } from '#shared/errors/usage-error.ts';

/** Where the API server of a cluster is, and as whom it is spoken to. */
export interface ClusterAccess {
  /** `https://host:port`, perhaps with a path. */
  readonly server: string;
  /** The context, or `in-cluster`, for people. */
  readonly name: string;
  /** The namespace that is ours, where that is known. */
  readonly namespace?: string;
  /** What goes with a request now: a token from a file or a program is read again when it may have changed. */
  credentials(): Promise<Credentials>;
}

export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>;
  /** Where the way leads through a proxy. */
  readonly agent?: HttpAgent;
}

/** Kubernetes, "Accessing the Kubernetes API from a Pod". */
const serviceAccountRoot = '/var/run/secrets/kubernetes.io/serviceaccount';
/** As client-go: kubelet renews the file long before the token ends. */
const readAgainMs = 60_000;

export interface InClusterOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: { monotonic(): number };
  readonly root?: string;
}

/**
 * The access of a pod by its service account. Written by hand because the library of kubeconfig files takes more memory
 * than all the rest of the forwarder.
 * @throws UsageError where this is no pod
 */
export function inClusterAccess({ env, clock, root = serviceAccountRoot }: InClusterOptions): ClusterAccess {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = env['KUBERNETES_SERVICE_PORT'] ?? '';
  if (host === '' || port === '') {
    throw new UsageError('this is no pod of a cluster (KUBERNETES_SERVICE_HOST is not set): name a --kubeconfig FILE');
  }
  const files = readServiceAccount(root);
  let known = files();
  let readMs = clock.monotonic();
  return {
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    name: 'in-cluster',
    namespace: readFileSync(join(root, 'namespace'), 'utf8').trim(),
    async credentials() {
      if (clock.monotonic() - readMs >= readAgainMs) {
        known = files();
        readMs = clock.monotonic();
      }
      return { headers: { authorization: `Bearer ${known.token}` }, tls: { ca: known.ca } };
    },
  };
}

function readServiceAccount(root: string): () => { readonly token: string; readonly ca: string } {
  const read = (name: string): string => readFileSync(join(root, name), 'utf8').trim();
  const files = () => ({ token: read('token'), ca: read('ca.crt') });
  try {
    files();
    read('namespace');
  } catch (cause) {
    throw new UsageError(`${root} cannot be read: the pod needs the token of its service account`, { cause });
  }
  return files;
}

/**
 * The access that a kubeconfig file gives, by the rules of kubectl: certificates, tokens, programs, proxies.
 * @param context absent: the current one
 * @throws UsageError naming the file, and what is missing in it
 */
export async function kubeconfigAccess(file: string, context?: string): Promise<ClusterAccess> {
  const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js');
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (cause) {
    throw new UsageError(`--kubeconfig ${file} cannot be read: ${firstLine(cause)}`, { cause });
  }
  const name = context ?? config.getCurrentContext() ?? '';
  const found = config.getContextObject(name);
  if (found === null) {
    const there = config.getContexts().map((each) => each.name);
    const which = there.length === 0 ? 'it has none' : `it has ${there.join(', ')}`;
    throw new UsageError(`--context ${JSON.stringify(name)} is not in ${file}: ${which}`);
  }
  config.setCurrentContext(name);
  const cluster = config.getCurrentCluster();
  if (cluster === null)
    throw new UsageError(`${file}: context ${name} names cluster ${found.cluster}, which is not there`);
  return {
    server: cluster.server.replace(/\/+$/, ''),
    name,
    ...(found.namespace === undefined ? {} : { namespace: found.namespace }),
    async credentials() {
      const options: RequestOptions = { headers: {} };
      await config.applyToHTTPSOptions(options);
      return credentialsOf(options, cluster.proxyUrl !== undefined);
    },
  };
}

function credentialsOf(options: RequestOptions, byProxy: boolean): Credentials {
  const { ca, cert, key, servername, rejectUnauthorized, agent, auth } = options;
  const given = Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const basic = auth ? { authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
  const isPresent = ([, value]: [string, unknown]): boolean => value !== undefined;
  const tls = { ca, cert, key, servername, rejectUnauthorized };
  return {
    headers: { ...basic, ...Object.fromEntries(given) },
    tls: Object.fromEntries(Object.entries(tls).filter(isPresent)),
    ...(byProxy && typeof agent === 'object' ? { agent } : {}),
  };
}

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
