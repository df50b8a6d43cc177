import type { FaultAnswers } from '../route53/faults.ts';
import { type Route53Response, writeDocument, type XmlTree } from '../route53/xml-out.ts';
import { version } from './operations.ts';

/** What Elastic Load Balancing answers instead of doing what was asked. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Errors of the API reference's actions; the wording is ours where no source is named. */
export const refusals = {
  /** User Guide, "Request throttling for the ELB API": the code and the words. */
  throttling: { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' },
  validation: (message: string): Refusal => ({ status: 400, code: 'ValidationError', message }),
  noSuchLoadBalancer: (arn: string): Refusal => ({
    status: 400,
    code: 'LoadBalancerNotFound',
    message: `Load balancers '[${arn}]' not found`,
  }),
  noSuchListener: (arn: string): Refusal => ({
    status: 400,
    code: 'ListenerNotFound',
    message: `Listeners '[${arn}]' not found`,
  }),
  /** The words from hashicorp/terraform-provider-aws#11334. */
  noSuchCertificate: (arn: string): Refusal => ({
    status: 400,
    code: 'CertificateNotFound',
    message: `Certificate '${arn}' not found`,
  }),
  /** Code and words from hashicorp/terraform-provider-aws#41789; that it is also of this action: upjet-aws#338. */
  unsupportedCertificate: (arn: string): Refusal => ({
    status: 400,
    code: 'UnsupportedCertificate',
    message: `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
  }),
  tooManyCertificates: {
    status: 400,
    code: 'TooManyCertificates',
    message: "You've reached the limit on the number of certificates per load balancer",
  },
  /** API reference, RemoveListenerCertificates: a default certificate is not removed, ModifyListener replaces it. */
  notPermitted: {
    status: 400,
    code: 'OperationNotPermitted',
    message: 'Default certificate cannot be removed. Use ModifyListener to replace it.',
  },
  unknownOperation: (what: string): Refusal => ({
    status: 400,
    code: 'InvalidAction',
    message: `The strict local Elastic Load Balancing does not model ${what}`,
  }),
} as const;

export const isRefusal = (answer: object): answer is Refusal => 'code' in answer && 'status' in answer;

const namespace = `http://elasticloadbalancing.amazonaws.com/doc/${version}/`;
const headers = { 'content-type': 'text/xml' };

export const answerXml = (action: string, result: XmlTree, requestId: string): Route53Response => ({
  status: 200,
  headers,
  body: writeDocument(`${action}Response`, namespace, {
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  }),
});

export function answerRefusal({ status, code, message }: Refusal, requestId: string): Route53Response {
  const tree = { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: requestId };
  return { status, headers, body: writeDocument('ErrorResponse', namespace, tree) };
}

/** API reference, "Common Errors". */
export const faultAnswers: FaultAnswers = {
  throttled: answerRefusal(refusals.throttling, 'fault'),
  unavailable: answerRefusal({ status: 503, code: 'ServiceUnavailable', message: 'Try again later.' }, 'fault'),
  failed: answerRefusal({ status: 500, code: 'InternalFailure', message: 'Something failed.' }, 'fault'),
};
