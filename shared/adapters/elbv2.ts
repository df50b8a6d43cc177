import {
  AddListenerCertificatesCommand,
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  ElasticLoadBalancingV2Client,
  type ElasticLoadBalancingV2ClientConfig,
  type LoadBalancer,
  RemoveListenerCertificatesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Tags } from '#shared/domain/certificate.ts';
import type { ObservedListener, ObservedLoadBalancer } from '#shared/domain/load-balancer.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { attempt, nameOf, pagesOf, portions, unless } from './elbv2-calls.ts';
import { classifyElbv2Error } from './elbv2-errors.ts';
import { observedListener, observedLoadBalancer } from './elbv2-load-balancers.ts';

export interface Elbv2Options {
  readonly region: string;
  /** Absent: what the SDK finds in its surroundings. */
  readonly credentials?: NonNullable<ElasticLoadBalancingV2ClientConfig['credentials']>;
  /** Absent: AWS. */
  readonly endpoint?: string;
  readonly requestHandler?: NonNullable<ElasticLoadBalancingV2ClientConfig['requestHandler']>;
  /** What ends a call that takes too long. Default: after `callDeadlineMs`. */
  readonly deadline?: () => AbortSignal;
}

/** The most that a page holds (API reference, PageSize). */
const pageSize = 400;

/** Load balancers of one account and region by way of the SDK, one attempt per call. Errors: see `elbv2-errors.ts`. */
export class ElasticLoadBalancers {
  readonly #client: ElasticLoadBalancingV2Client;
  readonly #deadline: () => AbortSignal;

  constructor({ deadline, ...config }: Elbv2Options) {
    this.#deadline = deadline ?? (() => AbortSignal.timeout(callDeadlineMs));
    this.#client = new ElasticLoadBalancingV2Client({ ...config, maxAttempts: 1 });
  }

  async describe(arns: readonly string[]): Promise<readonly ObservedLoadBalancer[]> {
    const found: LoadBalancer[] = [];
    for (const some of portions(arns)) found.push(...(await this.#named(some)));
    return this.#withTags(found);
  }

  /** Those that carry all of these tags, the whole region asked. */
  async tagged(tags: Tags): Promise<readonly ObservedLoadBalancer[]> {
    const all = await this.#withTags(await this.#all());
    return all.filter((one) => Object.entries(tags).every(([key, value]) => one.tags[key] === value));
  }

  async listeners(loadBalancerArn: string): Promise<readonly ObservedListener[] | undefined> {
    const pages = await pagesOf((marker) => {
      const command = new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn, PageSize: pageSize, ...marker });
      return unless('LoadBalancerNotFoundException', this.#client.send(command, this.#options()));
    });
    return pages?.flatMap(({ Listeners = [] }) => Listeners.map(observedListener));
  }

  async certificates(listenerArn: string): Promise<readonly string[] | undefined> {
    const pages = await pagesOf((marker) => {
      const command = new DescribeListenerCertificatesCommand({
        ListenerArn: listenerArn,
        PageSize: pageSize,
        ...marker,
      });
      return unless('ListenerNotFoundException', this.#client.send(command, this.#options()));
    });
    // The default one is told a second time where it is listed as well.
    const listed = pages?.flatMap(({ Certificates = [] }) =>
      Certificates.filter(({ IsDefault }) => IsDefault !== true),
    );
    return listed === undefined
      ? undefined
      : [...new Set(listed.flatMap(({ CertificateArn }) => CertificateArn ?? []))];
  }

  async add(listenerArn: string, certificateArn: string): Promise<'added' | 'not-found' | 'full' | 'gone'> {
    const input = { ListenerArn: listenerArn, Certificates: [{ CertificateArn: certificateArn }] };
    try {
      await this.#client.send(new AddListenerCertificatesCommand(input), this.#options());
      return 'added';
    } catch (error) {
      const outcome = outcomeOfAdd(nameOf(error));
      if (outcome === undefined) throw classifyElbv2Error('change', error);
      return outcome;
    }
  }

  async remove(listenerArn: string, certificateArn: string): Promise<'removed' | 'gone'> {
    const input = { ListenerArn: listenerArn, Certificates: [{ CertificateArn: certificateArn }] };
    try {
      await this.#client.send(new RemoveListenerCertificatesCommand(input), this.#options());
      return 'removed';
    } catch (error) {
      if (nameOf(error) === 'ListenerNotFoundException') return 'gone';
      if (nameOf(error) === 'CertificateNotFoundException') return 'removed';
      throw classifyElbv2Error('change', error);
    }
  }

  /** Where one of several is not there the call tells of none: then each is asked for alone. */
  async #named(arns: readonly string[]): Promise<readonly LoadBalancer[]> {
    const command = new DescribeLoadBalancersCommand({ LoadBalancerArns: [...arns] });
    const send = () => this.#client.send(command, this.#options());
    const answer = await attempt(() => unless('LoadBalancerNotFoundException', send()));
    if (answer !== undefined) return answer.LoadBalancers ?? [];
    const found: LoadBalancer[] = [];
    if (arns.length > 1) for (const arn of arns) found.push(...(await this.#named([arn])));
    return found;
  }

  async #all(): Promise<readonly LoadBalancer[]> {
    const pages = await pagesOf((marker) => {
      const command = new DescribeLoadBalancersCommand({ PageSize: pageSize, ...marker });
      return this.#client.send(command, this.#options());
    });
    return pages?.flatMap(({ LoadBalancers = [] }) => LoadBalancers) ?? [];
  }

  async #withTags(found: readonly LoadBalancer[]): Promise<readonly ObservedLoadBalancer[]> {
    const tags = new Map<string, Tags>();
    for (const arns of portions(found.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []))) {
      const command = new DescribeTagsCommand({ ResourceArns: [...arns] });
      const answer = await attempt(() => this.#client.send(command, this.#options()));
      for (const { ResourceArn = '', Tags: pairs = [] } of answer.TagDescriptions ?? [])
        tags.set(ResourceArn, Object.fromEntries(pairs.map(({ Key = '', Value = '' }) => [Key, Value])));
    }
    return found.map((one) => observedLoadBalancer(one, tags.get(one.LoadBalancerArn ?? '') ?? {}));
  }

  #options(): { readonly abortSignal: AbortSignal } {
    return { abortSignal: this.#deadline() };
  }
}

function outcomeOfAdd(code: string | undefined): 'not-found' | 'full' | 'gone' | undefined {
  if (code === 'CertificateNotFoundException') return 'not-found';
  if (code === 'TooManyCertificatesException') return 'full';
  return code === 'ListenerNotFoundException' ? 'gone' : undefined;
}
