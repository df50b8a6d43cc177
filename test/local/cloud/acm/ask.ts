import * as z from 'zod';
import { Acm } from '#local/cloud/acm/acm.ts';
import type { StoredCertificate } from '#local/cloud/acm/certificate.ts';
import type { AcmOptions } from '#local/cloud/acm/options.ts';
import type { Route53Response } from '#local/cloud/route53/xml-out.ts';

export const dayMs = 86_400_000;
/** When the tests' certificates are requested: late enough for everything that is "before". */
export const startMs = Date.UTC(2026, 0, 1);

/** Records of public DNS, by `name TYPE` without final dots: to be changed while a test runs. */
export type Records = Map<string, readonly string[]>;

/** A model on records, whose rates never end: what the test is not about must not get in its way. */
export function openAcm(options: Partial<AcmOptions> = {}): { acm: Acm; records: Records; used: Set<string> } {
  const records: Records = new Map();
  const used = new Set<string>();
  const endless = 1e9;
  const acm = new Acm({
    names: { resolve: (name, type) => records.get(`${name.replace(/\.$/, '')} ${type}`) ?? [] },
    users: {
      usersOf: (arn) => (used.has(arn) ? ['arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/a/1'] : []),
    },
    ...options,
    limits: {
      requestsPerSecond: {
        RequestCertificate: endless,
        DescribeCertificate: endless,
        ListCertificates: endless,
        ListTagsForCertificate: endless,
        AddTagsToCertificate: endless,
        DeleteCertificate: endless,
      },
      ...options.limits,
    },
  });
  return { acm, records, used };
}

/** One call; `region` is what it is signed for. */
export const call = (
  acm: Acm,
  action: string,
  input: object,
  nowMs = startMs,
  region = 'eu-central-1',
): Route53Response =>
  acm.handle(
    {
      method: 'POST',
      path: '/',
      query: {},
      headers: {
        'x-amz-target': `CertificateManager.${action}`,
        authorization: `AWS4-HMAC-SHA256 Credential=K/20260101/${region}/acm/aws4_request, SignedHeaders=host, Signature=x`,
      },
      body: JSON.stringify(input),
    },
    nowMs,
  );

const Failure = z.object({ __type: z.string() });
export const outcomeOf = ({ status, body }: Route53Response): string =>
  status === 200 ? 'ok' : Failure.parse(JSON.parse(body)).__type;

const Requested = z.object({ CertificateArn: z.string() });
export function request(acm: Acm, names: readonly string[], more: object = {}, nowMs = startMs): string {
  const [DomainName, ...others] = names;
  const alternatives = others.length === 0 ? {} : { SubjectAlternativeNames: others };
  const answer = call(
    acm,
    'RequestCertificate',
    { DomainName, ...alternatives, ValidationMethod: 'DNS', ...more },
    nowMs,
  );
  return Requested.parse(JSON.parse(answer.body)).CertificateArn;
}

const Record = z.object({ Name: z.string(), Type: z.string(), Value: z.string() });
const Options = z.array(
  z.object({ DomainName: z.string(), ValidationStatus: z.string(), ResourceRecord: Record.optional() }),
);
const Described = z.object({
  Certificate: z.object({
    Status: z.string(),
    FailureReason: z.string().optional(),
    NotAfter: z.number().optional(),
    InUseBy: z.array(z.string()),
    SubjectAlternativeNames: z.array(z.string()),
    DomainValidationOptions: Options.optional(),
    RenewalSummary: z
      .object({
        RenewalStatus: z.string(),
        RenewalStatusReason: z.string().optional(),
        DomainValidationOptions: Options,
      })
      .optional(),
  }),
});

export const describeOne = (acm: Acm, arn: string, nowMs: number) =>
  Described.parse(JSON.parse(call(acm, 'DescribeCertificate', { CertificateArn: arn }, nowMs).body)).Certificate;

/** Publishes all validation records that a certificate asks for. */
export function publish(acm: Acm, records: Records, arn: string, nowMs: number): void {
  for (const { ResourceRecord } of describeOne(acm, arn, nowMs).DomainValidationOptions ?? []) {
    if (ResourceRecord === undefined) throw new Error('no validation record yet');
    records.set(`${ResourceRecord.Name.replace(/\.$/, '')} CNAME`, [ResourceRecord.Value]);
  }
}

/** A certificate whose records stand, looked at when they do. */
export function issue(acm: Acm, records: Records, names: readonly string[]): { arn: string; issuedMs: number } {
  const arn = request(acm, names);
  const issuedMs = startMs + 10_000;
  publish(acm, records, arn, issuedMs);
  statusOf(acm, arn, issuedMs);
  return { arn, issuedMs };
}

export const statusOf = (acm: Acm, arn: string, nowMs: number): StoredCertificate['status'] | undefined =>
  acm.certificate(arn, nowMs)?.status;
