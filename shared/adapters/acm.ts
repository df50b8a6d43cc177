import {
  ACMClient,
  type ACMClientConfig,
  type CertificateDetail,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  KeyAlgorithm as KeyAlgorithms,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import type { CertificateSummary, KeyAlgorithm, ObservedCertificate, Tags } from '#shared/domain/certificate.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { observedCertificate, observedSummary } from './acm-certificates.ts';
import { classifyAcmError } from './acm-errors.ts';

export interface AcmOptions {
  readonly region: string;
  /** Absent: what the SDK finds in its surroundings. */
  readonly credentials?: NonNullable<ACMClientConfig['credentials']>;
  /** Absent: AWS. */
  readonly endpoint?: string;
  readonly requestHandler?: NonNullable<ACMClientConfig['requestHandler']>;
  /** What ends a call that takes too long. Default: after `callDeadlineMs`. */
  readonly deadline?: () => AbortSignal;
}

/** The most that ListCertificates returns (API reference, MaxItems). */
const pageSize = 1000;
/** Without them only RSA keys of up to 2048 bits are listed (API reference, Filters). */
const allKeyTypes = Object.values(KeyAlgorithms);

interface Wish {
  readonly names: readonly [string, ...string[]];
  readonly keyAlgorithm: KeyAlgorithm;
  readonly token: string;
  readonly tags: Tags;
}

/** ACM of one account and region by way of the SDK, one attempt per call. Errors: see `acm-errors.ts`. */
export class AcmCertificates {
  readonly #client: ACMClient;
  readonly #deadline: () => AbortSignal;

  constructor({ deadline, ...config }: AcmOptions) {
    this.#deadline = deadline ?? (() => AbortSignal.timeout(callDeadlineMs));
    this.#client = new ACMClient({ ...config, maxAttempts: 1 });
  }

  async list(from?: string): Promise<{ readonly certificates: readonly CertificateSummary[]; readonly next?: string }> {
    const start = from === undefined ? {} : { NextToken: from };
    const command = new ListCertificatesCommand({ MaxItems: pageSize, Includes: { keyTypes: allKeyTypes }, ...start });
    const page = await attempt('read', () => this.#client.send(command, { abortSignal: this.#deadline() }));
    return {
      certificates: (page.CertificateSummaryList ?? []).map(observedSummary),
      ...(page.NextToken === undefined ? {} : { next: page.NextToken }),
    };
  }

  async describe(arn: string): Promise<ObservedCertificate | undefined> {
    const command = new DescribeCertificateCommand({ CertificateArn: arn });
    const read = () => this.#client.send(command, { abortSignal: this.#deadline() });
    const found: CertificateDetail | undefined = (await attempt('read', () => orGone(read())))?.Certificate;
    return found === undefined ? undefined : observedCertificate(arn, found);
  }

  async tags(arn: string): Promise<Tags | undefined> {
    const command = new ListTagsForCertificateCommand({ CertificateArn: arn });
    const read = () => this.#client.send(command, { abortSignal: this.#deadline() });
    const found = await attempt('read', () => orGone(read()));
    if (found === undefined) return undefined;
    return Object.fromEntries((found.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  }

  /** Never exportable: that is asked for once and billed with every renewal. */
  async request({ names: [first, ...others], keyAlgorithm, token, tags }: Wish): Promise<string> {
    const command = new RequestCertificateCommand({
      DomainName: first,
      ...(others.length === 0 ? {} : { SubjectAlternativeNames: others }),
      ValidationMethod: 'DNS',
      KeyAlgorithm: keyAlgorithm,
      IdempotencyToken: token,
      ...(Object.keys(tags).length === 0 ? {} : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    });
    const answer = await attempt('change', () => this.#client.send(command, { abortSignal: this.#deadline() }));
    return answer.CertificateArn ?? '';
  }

  async delete(arn: string): Promise<'deleted' | 'in-use'> {
    const command = new DeleteCertificateCommand({ CertificateArn: arn });
    try {
      await orGone(this.#client.send(command, { abortSignal: this.#deadline() }));
      return 'deleted';
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceInUseException') return 'in-use';
      throw classifyAcmError('change', error);
    }
  }
}

/** Undefined where there is no such certificate, or none yet. */
const orGone = <Answer>(call: Promise<Answer>): Promise<Answer | undefined> =>
  call.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  });

async function attempt<Answer>(call: 'read' | 'change', send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    throw classifyAcmError(call, error);
  }
}
