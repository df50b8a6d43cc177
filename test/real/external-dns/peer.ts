import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What external-dns is pointed at. */
export interface Surroundings {
  /** A file. */
  readonly kubeconfig: string;
  readonly route53Url: string;
  /** Where signatures are judged: whose. */
  readonly account?: string;
}

/** One run of external-dns. */
export interface PeerRun {
  /** Its log, line by line. */
  readonly lines: readonly string[];
  readonly upToDate: boolean;
  readonly seconds: number;
}

const usual = [
  '--provider=aws',
  '--registry=txt',
  '--source=ingress',
  '--source=service',
  '--service-type-filter=LoadBalancer',
  '--policy=sync',
  '--aws-zone-type=public',
];

/**
 * `external-dns --once` with the flags of a usual installation, as far as `flags` do not say otherwise.
 * @throws Error with its log where it fails
 */
export async function runPeer(around: Surroundings, flags: readonly string[]): Promise<PeerRun> {
  const { kubeconfig, route53Url, account = 'peer' } = around;
  const program = process.env['FIRSTLIGHT_REAL_EXTERNAL_DNS'] ?? '';
  const own = [`--kubeconfig=${kubeconfig}`, '--metrics-address=127.0.0.1:0', '--once', ...flags];
  const given = new Set(flags.map(nameOf));
  const rest = usual.filter((flag) => !given.has(nameOf(flag)));
  const env = {
    AWS_ENDPOINT_URL: route53Url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const began = performance.now();
  const lines = await run(program, [...rest, ...own], { env, timeout: 120_000 }).then(
    ({ stdout, stderr }) => logLines(`${stdout}${stderr}`),
    (cause: unknown) => {
      const log = cause instanceof Error && 'stderr' in cause ? logLines(String(cause.stderr)) : [String(cause)];
      throw new Error(`external-dns failed:\n${log.join('\n')}`, { cause });
    },
  );
  const upToDate = lines.some((line) => line.includes('All records are already up to date'));
  return { lines, upToDate, seconds: (performance.now() - began) / 1000 };
}

const nameOf = (flag: string): string => flag.split('=')[0] ?? '';

/** Without the first line, which repeats every flag there is. */
const logLines = (log: string): readonly string[] =>
  log.split('\n').filter((line) => line !== '' && !line.includes('msg="config: {'));
