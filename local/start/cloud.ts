import { readFileSync } from 'node:fs';
import type { StoredText } from '#shared/adapters/stored-text.ts';
import type { Clock } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { accountOfZone } from '#shared/domain/zone-account.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { Handle } from '../cloud/route53/faults.ts';
import { Route53 } from '../cloud/route53/route53.ts';
import { parseSeedFile, type SeedFile } from '../cloud/route53/seed.ts';
import { S3 } from '../cloud/s3/s3.ts';
import type { Sts } from '../cloud/sts/sts.ts';
import { openAccounts } from './accounts.ts';
import { serveApi, serveBothViews } from './cloud-servers.ts';

/** The strict local cloud, running. */
export interface Cloud {
  /** Where Route 53, STS and S3 answer: to be given to the SDK as its endpoint. */
  readonly route53Url: string;
  /** For the status of clusters. */
  readonly statusBucket: string;
  readonly publicPort: number;
  readonly privatePort: number;
  calls(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

export interface CloudOptions {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly dnsPort: number;
  readonly route53Port: number;
  readonly seedZones: readonly string[];
  /** Where the zones outlive the process. */
  readonly stored?: StoredText;
}

const statusBucket = 'firstlight-status';

/** @throws UsageError for a seed that cannot be used, or a port that is taken. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const accounts = openAccounts(options.configuration);
  const model = openModel(options, accounts);
  const clock = (): number => options.clock.now();
  const s3 = new S3({ bucket: statusBucket });
  const handle: Handle = (request, nowMs) => {
    if (request.path.startsWith(`/${statusBucket}/`)) return s3.handle(request, nowMs);
    return (request.path === '/' ? accounts : model).handle(request, nowMs);
  };
  const http = await serveApi(handle, options.route53Port, clock);
  try {
    const { publicDns, privateDns } = await serveBothViews(model, options.dnsPort, clock);
    return {
      route53Url: http.url,
      statusBucket,
      publicPort: publicDns.port,
      privatePort: privateDns.port,
      calls: () => ({ ...model.calls() }),
      close: async () => void (await Promise.all([http.close(), publicDns.close(), privateDns.close()])),
    };
  } catch (error) {
    await http.close();
    throw error;
  }
}

function openModel({ configuration, seedZones, stored }: CloudOptions, callers: Sts): Route53 {
  const seeds = seedZones.map((file) => ({ file, seed: readSeed(file, configuration) }));
  const zones = configuration.zones.map(({ id, name, view, ...access }) => ({
    id,
    name,
    account: accountOfZone(access, configuration),
    private: view === 'private',
    records: seeds.filter(({ seed }) => seed.zone === name && seed.view === view).flatMap(({ seed }) => seed.records),
  }));
  const model: Route53 = refusing(
    `--seed-zone ${seedZones.join(', ')}`,
    () =>
      new Route53({
        zones,
        callers,
        // Before the answer goes out: what was answered is never lost, even if the process is killed.
        onRequest: ({ action, response }) => {
          if (action === 'ChangeResourceRecordSets' && response.status === 200) keep();
        },
      }),
  );
  const keep = (): void => stored?.write(JSON.stringify(model.snapshot()));
  const before = stored?.read();
  if (before !== undefined) refusing('--data: route53.json', () => model.restore(JSON.parse(before)));
  keep();
  return model;
}

function readSeed(file: string, configuration: Configuration): SeedFile {
  const seed = refusing(`--seed-zone ${file}`, () => parseSeedFile(readText(file)));
  const zone = seed.zone.toLowerCase().replace(/\.$/, '');
  if (!configuration.zones.some(({ name, view }) => name === zone && view === seed.view)) {
    const known = configuration.zones.map(({ name, view }) => `${name} (${view})`).join(', ');
    throw new UsageError(`--seed-zone ${file}: no ${seed.view} zone ${zone} is configured; there are ${known}`);
  }
  return { ...seed, zone };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new Error(`${isMissing ? 'is not there' : 'cannot be read'}: name a JSON file`, { cause });
  }
}

function refusing<Result>(subject: string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    const [line = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new UsageError(`${subject}: ${line}`, { cause });
  }
}
