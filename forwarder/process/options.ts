import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSeconds } from '#shared/arguments/seconds.ts';
import { wrongArguments } from '#shared/arguments/wrong-arguments.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { clusterNameForm } from '#shared/events/object-ranges.ts';
import { annotatedServices } from './annotated-services.ts';
import { type Listen, readListen } from './listen.ts';
import { bucketForm, busForm, namespaceForm } from './name-forms.ts';
import { regionOf } from './region.ts';

/** What the command line of the forwarder process asks for; paths are absolute. */
export interface ForwarderCall {
  readonly cluster: string;
  /** Name or ARN of the bus. */
  readonly bus: string;
  readonly region: string;
  readonly from: ManifestCall | ClusterCall;
}

/** A directory of manifests as the cluster. */
export interface ManifestCall {
  readonly what: 'manifests';
  readonly directory: string;
  /** Where the epoch outlives the process. */
  readonly data?: string;
  readonly once: boolean;
  readonly timeoutSeconds: number;
}

/** The cluster itself. */
export interface ClusterCall {
  readonly what: 'cluster';
  /** Absent: this is a pod of it. */
  readonly kubeconfig?: string;
  /** Absent: the current one. */
  readonly context?: string;
  /** Where the Lease is; absent: that of the pod, or of the context. */
  readonly namespace?: string;
  /** Where probes and metrics are answered; absent: nowhere, in a pod on port 8080. */
  readonly listen?: Listen;
  /** Where the hub tells the cluster its status; absent: nothing is shown in it. */
  readonly statusBucket?: string;
  /** Services, `namespace/name`, that certificates may be named on for the controllers of their load balancers. */
  readonly annotateServices: readonly string[];
}

const flags = {
  manifests: { type: 'string' },
  cluster: { type: 'string' },
  bus: { type: 'string' },
  region: { type: 'string' },
  data: { type: 'string' },
  once: { type: 'boolean' },
  timeout: { type: 'string' },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  namespace: { type: 'string' },
  listen: { type: 'string' },
  'status-bucket': { type: 'string' },
  'annotate-service': { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

const ofClusters = ['kubeconfig', 'context', 'namespace', 'listen', 'status-bucket', 'annotate-service'] as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof flags; allowPositionals: false; strict: true }>>['values'];

/** The surroundings that options fall back on. */
export interface Defaults {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the arguments; `help` when that is asked for.
 * @throws UsageError naming the option and what to write instead.
 */
export function parseForwarderCall(args: readonly string[], { cwd, env }: Defaults): ForwarderCall | 'help' {
  const values = parseFlags(args);
  if (values.help === true) return 'help';
  const cluster = needed(values, 'cluster', "NAME: the cluster's name, as in the configuration");
  const bus = needed(values, 'bus', 'NAME: the output BusName of the deployment');
  if (!clusterNameForm.test(cluster)) {
    throw new UsageError(`--cluster ${quoted(cluster)} is no cluster's name: write it as in the configuration`);
  }
  if (!busForm.test(bus)) {
    throw new UsageError(`--bus ${quoted(bus)} is no bus: write the output BusName or BusArn of the deployment`);
  }
  const from = values.manifests === undefined ? clusterCall(values, cwd) : manifestCall(values, cwd);
  return { cluster, bus, region: regionOf(values.region, bus, env), from };
}

function manifestCall(values: Flags, cwd: string): ManifestCall {
  refuseWith(values, '--manifests', ofClusters);
  const directory = needed(values, 'manifests', 'DIR: the directory to follow');
  if (values.data === '') throw new UsageError('--data needs a path');
  return {
    what: 'manifests',
    directory: resolve(cwd, directory),
    ...(values.data === undefined ? {} : { data: resolve(cwd, values.data) }),
    once: values.once === true,
    timeoutSeconds: readSeconds('--timeout', values.timeout ?? '60', 60),
  };
}

function clusterCall(values: Flags, cwd: string): ClusterCall {
  refuseWith(values, 'a cluster (followed unless --manifests DIR is given)', ['data', 'once', 'timeout']);
  const { kubeconfig, context, namespace, listen, 'status-bucket': statusBucket } = values;
  if (kubeconfig === '') throw new UsageError('--kubeconfig needs a path');
  if (context !== undefined && kubeconfig === undefined) throw new UsageError('--context goes with --kubeconfig FILE');
  if (namespace !== undefined && !namespaceForm.test(namespace))
    throw new UsageError(`--namespace ${quoted(namespace)} is no namespace's name`);
  if (statusBucket !== undefined && !bucketForm.test(statusBucket))
    throw new UsageError(`--status-bucket ${quoted(statusBucket)} is no bucket: write the output StatusBucket`);
  const annotateServices = annotatedServices(values['annotate-service'] ?? [], statusBucket);
  return {
    ...{ what: 'cluster', annotateServices },
    ...(statusBucket === undefined ? {} : { statusBucket }),
    ...(kubeconfig === undefined ? {} : { kubeconfig: resolve(cwd, kubeconfig) }),
    ...(context === undefined ? {} : { context }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(listen === undefined ? {} : { listen: readListen(listen, kubeconfig === undefined) }),
  };
}

function refuseWith(values: Flags, what: string, others: readonly (keyof Flags)[]): void {
  const given = others.find((other) => values[other] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} does not go with ${what}: leave one of them out`);
}

function parseFlags(args: readonly string[]): Flags {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw wrongArguments(error, '--help lists the options');
  }
}

function needed(values: Flags, option: 'manifests' | 'cluster' | 'bus', what: string): string {
  const text = values[option];
  if (text === undefined || text === '') throw new UsageError(`--${option} is needed: --${option} ${what}`);
  return text;
}

const quoted = (text: string): string => JSON.stringify(text);
