import type { Clock } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { type Models, openModels, statusBucket } from './cloud-models.ts';
import { serveApi, serveBothViews, serveResolver } from './cloud-servers.ts';
import type { StoredModels } from './data-directory.ts';

/** The strict local cloud, running. */
export interface Cloud {
  /** Where Route 53, ACM, Elastic Load Balancing, STS and S3 answer: to be given to the SDK as its endpoint. */
  readonly route53Url: string;
  /** For the status of clusters. */
  readonly statusBucket: string;
  readonly publicPort: number;
  readonly privatePort: number;
  /** What a resolver on the internet says. */
  readonly resolverPort: number;
  readonly shown: Models['shown'];
  /** What ACM made available since it was last asked. */
  issue(): ReturnType<Models['issue']>;
  readonly calls: Models['calls'];
  readonly messages: Models['messages'];
  readonly uptime: Models['uptime'];
  close(): Promise<void>;
}

export interface CloudOptions {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly dnsPort: number;
  readonly route53Port: number;
  readonly seedZones: readonly string[];
  /** Where it outlives the process. */
  readonly stored?: StoredModels;
}

/** @throws UsageError for a seed that cannot be used, or a port that is taken. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const models = openModels({ ...options, nowMs: options.clock.now() });
  const clock = (): number => options.clock.now();
  const http = await serveApi(models.handle, options.route53Port, clock);
  const opened: { close(): Promise<void> }[] = [http];
  const close = async (): Promise<void> => void (await Promise.all(opened.map((one) => one.close())));
  try {
    const { publicDns, privateDns } = await serveBothViews(models.route53, options.dnsPort, clock);
    opened.push(publicDns, privateDns);
    const resolver = await serveResolver(models.route53, clock);
    opened.push(resolver);
    return {
      route53Url: http.url,
      statusBucket,
      publicPort: publicDns.port,
      privatePort: privateDns.port,
      resolverPort: resolver.port,
      shown: models.shown,
      issue: () => models.issue(clock()),
      calls: models.calls,
      messages: models.messages,
      uptime: models.uptime,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
