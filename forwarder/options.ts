import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSeconds } from '#shared/arguments/seconds.ts';
import { wrongArguments } from '#shared/arguments/wrong-arguments.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { clusterNameForm } from '#shared/events/object-ranges.ts';

/** What the command line of the forwarder process asks for; paths are absolute. */
export interface ForwarderCall {
  readonly manifests: string;
  readonly cluster: string;
  /** Name or ARN of the bus. */
  readonly bus: string;
  readonly region: string;
  /** Where the epoch outlives the process. */
  readonly data?: string;
  readonly once: boolean;
  readonly timeoutSeconds: number;
}

export const usage = `Usage: node forwarder/main.ts --manifests DIR --cluster NAME --bus NAME [options]

Follows a directory of manifests as the state of a cluster, and tells the bus of a deployed Firstlight what exists in it.

  --manifests DIR      directory of manifests (*.yaml, *.yml, *.json)
  --cluster NAME       the cluster that they stand for, as in the configuration
  --bus NAME|ARN       the bus of the deployment: its output BusName, or BusArn
  --region REGION      its region                       (default: that of the ARN, else AWS_REGION)
  --data DIR           keep the epoch in DIR, so that a clock that goes back does no harm
  --once               say everything once and end: 0 all said, 3 not all said or not all readable
  --timeout SECONDS    how long --once tries            (default: 60)
  --help               show this

Credentials are found as in the AWS SDK and CLI; needed is events:PutEvents on the bus as source
firstlight.cluster.NAME. SIGTERM and SIGINT: what is known is said, for at most five seconds, then it ends with 0.
`;

const flags = {
  manifests: { type: 'string' },
  cluster: { type: 'string' },
  bus: { type: 'string' },
  region: { type: 'string' },
  data: { type: 'string' },
  once: { type: 'boolean' },
  timeout: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

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
  const manifests = needed(values, 'manifests', 'DIR: the directory to follow');
  const cluster = needed(values, 'cluster', 'NAME: the cluster that the manifests stand for');
  const bus = needed(values, 'bus', 'NAME: the output BusName of the deployment');
  if (!clusterNameForm.test(cluster)) {
    throw new UsageError(`--cluster ${quoted(cluster)} is no cluster's name: write it as in the configuration`);
  }
  if (!busForm.test(bus)) {
    throw new UsageError(`--bus ${quoted(bus)} is no bus: write the output BusName or BusArn of the deployment`);
  }
  if (values.data === '') throw new UsageError('--data needs a path');
  return {
    manifests: resolve(cwd, manifests),
    cluster,
    bus,
    region: regionOf(values.region, bus, env),
    ...(values.data === undefined ? {} : { data: resolve(cwd, values.data) }),
    once: values.once === true,
    timeoutSeconds: readSeconds('--timeout', values.timeout ?? '60', 60),
  };
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

/** Names and ARNs of buses (Amazon EventBridge API reference, PutEventsRequestEntry, EventBusName). */
const busForm = /^(arn:aws[\w-]*:events:([a-z]{2}(?:-[a-z]+)+-\d):\d{12}:event-bus\/)?[/.\-_A-Za-z0-9]{1,256}$/;
const regionForm = /^[a-z]{2}(-[a-z]+)+-\d$/;

function regionOf(option: string | undefined, bus: string, env: Defaults['env']): string {
  const ofBus = busForm.exec(bus)?.[2];
  const region = option ?? ofBus ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  if (region === undefined) throw new UsageError('--region is needed: --region eu-central-1, or set AWS_REGION');
  if (!regionForm.test(region)) throw new UsageError(`--region ${quoted(region)} is no region: write eu-central-1`);
  if (ofBus !== undefined && ofBus !== region) {
    throw new UsageError(`--region ${region} is not the region of the bus, ${ofBus}: leave it out`);
  }
  return region;
}

const quoted = (text: string): string => JSON.stringify(text);
