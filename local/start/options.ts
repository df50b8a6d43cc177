import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readSeconds } from '#shared/arguments/seconds.ts';
import { wrongArguments } from '#shared/arguments/wrong-arguments.ts';
import { UsageError } from '#shared/errors/usage-error.ts';

/** A cluster, as a kubeconfig reaches it. */
export interface ClusterToRead {
  readonly kubeconfig: string;
  /** Absent: the current one. */
  readonly context?: string;
}

/** What the command line asks for; paths are absolute. */
export interface StartOptions {
  readonly manifests: string;
  /** Followed instead of the manifests, and only read. */
  readonly cluster?: ClusterToRead;
  readonly config: string;
  readonly once: boolean;
  readonly json: boolean;
  readonly timeoutSeconds: number;
  /** Where the table, the local Route 53 and the epoch outlive the process; absent: in memory. */
  readonly data?: string;
  /** Port of the public DNS server, the private one is the next; 0: any two. */
  readonly dnsPort: number;
  /** Absent: the port after those of DNS, if it is free; none with `--once`. */
  readonly controlPort?: number;
  /** Where other programs find the local Route 53; absent: any free port. */
  readonly route53Port?: number;
  /** HTTPS of the first edge, the next one has the next; 0: any; absent: 8443 if it is free, and none with `--once`. */
  readonly httpsPort?: number;
  /** HTTP of the first edge, which sends to HTTPS; 0 or absent: any. */
  readonly httpPort?: number;
  readonly seedZones: readonly string[];
  readonly settleReleases: boolean;
  /** Nothing is written, not even to the local cloud; not an option of the command line. */
  readonly observe?: boolean;
}

const flags = {
  manifests: { type: 'string' },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  config: { type: 'string' },
  once: { type: 'boolean' },
  json: { type: 'boolean' },
  timeout: { type: 'string' },
  data: { type: 'string' },
  'dns-port': { type: 'string' },
  'control-port': { type: 'string' },
  'route53-port': { type: 'string' },
  'https-port': { type: 'string' },
  'http-port': { type: 'string' },
  'seed-zone': { type: 'string', multiple: true },
  'settle-releases': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof flags; allowPositionals: false; strict: true }>>['values'];

/**
 * Reads the arguments after `npm start --`; `help` when that is asked for.
 * @throws UsageError naming the option and what to write instead.
 */
export function parseOptions(args: readonly string[], cwd: string): StartOptions | 'help' {
  const values = parseFlags(args);
  if (values.help === true) return 'help';
  const path = (text: string): string => resolve(cwd, text);
  return {
    manifests: values.manifests === undefined ? example('manifests') : path(notEmpty('--manifests', values.manifests)),
    ...clusterOf(values, path),
    config: values.config === undefined ? example('sandbox.config.ts') : path(notEmpty('--config', values.config)),
    once: values.once === true || values.json === true,
    json: values.json === true,
    timeoutSeconds: readSeconds('--timeout', values.timeout ?? '30', 30),
    ...(values.data === undefined ? {} : { data: path(notEmpty('--data', values.data)) }),
    dnsPort: port('--dns-port', values['dns-port'] ?? '5300', 65_534),
    ...portsOf(values),
    seedZones: (values['seed-zone'] ?? []).map((file) => path(notEmpty('--seed-zone', file))),
    settleReleases: values['settle-releases'] === true,
  };
}

function portsOf(values: Flags) {
  const at = (option: 'control-port' | 'route53-port' | 'https-port' | 'http-port'): number | undefined => {
    const text = values[option];
    return text === undefined ? undefined : port(`--${option}`, text, option.startsWith('http') ? 65_500 : 65_535);
  };
  const [controlPort, route53Port] = [at('control-port'), at('route53-port')];
  const [httpsPort, httpPort] = [at('https-port'), at('http-port')];
  return {
    ...(controlPort === undefined ? {} : { controlPort }),
    ...(route53Port === undefined ? {} : { route53Port }),
    ...(httpsPort === undefined ? {} : { httpsPort }),
    ...(httpPort === undefined ? {} : { httpPort }),
  };
}

function clusterOf({ manifests, kubeconfig, context }: Flags, path: (text: string) => string) {
  if (kubeconfig === undefined) {
    if (context !== undefined) throw new UsageError('--context goes with --kubeconfig FILE');
    return {};
  }
  if (manifests !== undefined) throw new UsageError('--kubeconfig does not go with --manifests: leave one of them out');
  const file = path(notEmpty('--kubeconfig', kubeconfig));
  return { cluster: { kubeconfig: file, ...(context === undefined ? {} : { context }) } };
}

function parseFlags(args: readonly string[]): Flags {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw wrongArguments(error, '--help lists the options');
  }
}

const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

function notEmpty(option: string, text: string): string {
  if (text === '') throw new UsageError(`${option} needs a path`);
  return text;
}

function port(option: string, text: string, highest: number): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= highest)) {
    throw new UsageError(`${option} ${JSON.stringify(text)} is no port: write 0 to ${highest}, 0 for any free one`);
  }
  return number;
}
