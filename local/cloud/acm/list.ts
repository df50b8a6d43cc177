import * as z from 'zod';
import { refusals } from './answer.ts';
import type { StoredCertificate } from './certificate.ts';
import { common } from './reads.ts';
import type { Ask } from './state.ts';

/** API reference, ListCertificates; filters and orders that are not here are not modelled, and refused. */
const Form = z.strictObject({
  CertificateStatuses: z.array(z.string()).optional(),
  Includes: z.strictObject({ keyTypes: z.array(z.string()).optional() }).optional(),
  NextToken: z.string().optional(),
  MaxItems: z.int().min(1).max(1000).default(1000),
});

/** API reference, Filters: "Default filtering returns only RSA_1024 and RSA_2048 certificates". */
const keyTypesUnlessAsked = ['RSA_1024', 'RSA_2048'];
/** API reference, CertificateSummary: the first 100 names. */
const namesShown = 100;

export function listCertificates(ask: Ask): object {
  const read = Form.safeParse(ask.input);
  if (!read.success) return refusals.validation(read.error.issues[0]?.path.join('.') || 'request');
  const { CertificateStatuses: statuses, Includes, NextToken, MaxItems } = read.data;
  const keyTypes = Includes?.keyTypes ?? keyTypesUnlessAsked;
  const all = [...ask.held.certificates.values()]
    .filter(({ createdAtMs }) => ask.nowMs >= createdAtMs + ask.limits.unknownMs)
    .filter(({ keyAlgorithm }) => keyTypes.includes(keyAlgorithm))
    .map(ask.look)
    .filter(({ status }) => statuses === undefined || statuses.includes(status))
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  const from = NextToken === undefined ? 0 : all.findIndex((one) => place(one) >= NextToken);
  const page = from < 0 ? [] : all.slice(from, from + MaxItems);
  const next = from < 0 ? undefined : all[from + MaxItems];
  return {
    CertificateSummaryList: page.map((one) => summary(ask, one)),
    NextToken: next === undefined ? undefined : place(next),
  };
}

const summary = (ask: Ask, certificate: StoredCertificate): object => ({
  ...common(certificate),
  SubjectAlternativeNameSummaries: certificate.names.slice(0, namesShown),
  HasAdditionalSubjectAlternativeNames: certificate.names.length > namesShown,
  InUse: ask.users.known(certificate.arn).length > 0,
});

/** Where a certificate stands in the list: a token stays good when the one that it names is deleted. */
const place = ({ createdAtMs, arn }: StoredCertificate): string => `${String(createdAtMs).padStart(15, '0')} ${arn}`;
