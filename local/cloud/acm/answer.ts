import type { FaultAnswers } from '../route53/faults.ts';
import type { Route53Response } from '../route53/xml-out.ts';

/** What ACM answers instead of doing what was asked. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Errors of the API reference's actions and its "Common Errors"; the wording is ours where no source is named. */
export const refusals = {
  throttling: { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' },
  noSuchCertificate: (arn: string): Refusal => ({
    status: 400,
    code: 'ResourceNotFoundException',
    message: `Could not find certificate ${arn}.`,
  }),
  invalidArn: (arn: string): Refusal => ({
    status: 400,
    code: 'InvalidArnException',
    message: `The ARN ${arn} is not valid.`,
  }),
  inUse: (arn: string): Refusal => ({
    status: 400,
    code: 'ResourceInUseException',
    message: `Certificate ${arn} is in use.`,
  }),
  limitExceeded: (what: string): Refusal => ({
    status: 400,
    code: 'LimitExceededException',
    message: `Error: you have reached your limit of ${what}.`,
  }),
  validation: (field: string): Refusal => ({
    status: 400,
    code: 'ValidationException',
    message: `1 validation error detected: Value at '${field}' failed to satisfy constraint`,
  }),
  invalidParameter: (message: string): Refusal => ({ status: 400, code: 'InvalidParameterException', message }),
  tooManyTags: { status: 400, code: 'TooManyTagsException', message: 'The request contains too many tags.' },
  invalidTag: { status: 400, code: 'InvalidTagException', message: 'Tag keys beginning with aws: are reserved.' },
  unknownOperation: (target: string): Refusal => ({
    status: 400,
    code: 'UnknownOperationException',
    message: `The strict local ACM does not model ${target}`,
  }),
} as const;

export const isRefusal = (answer: object): answer is Refusal => 'code' in answer && 'status' in answer;

/** AWS JSON 1.1 (Smithy, "AWS JSON 1.1 protocol"): an empty answer has an empty body or `{}`; errors name themselves in `__type`. */
export const answerJson = (status: number, body: object): Route53Response => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

export const answerRefusal = ({ status, code, message }: Refusal): Route53Response =>
  answerJson(status, { __type: code, message });

/** Smithy, "AWS JSON 1.1 protocol": what is no JSON is a SerializationException. */
export function readJson(body: string): { readonly input: unknown } | Refusal {
  try {
    return { input: body === '' ? {} : JSON.parse(body) };
  } catch {
    return { status: 400, code: 'SerializationException', message: 'The request is no JSON.' };
  }
}

/** API reference, "Common Errors". */
export const faultAnswers: FaultAnswers = {
  throttled: answerRefusal(refusals.throttling),
  unavailable: answerRefusal({ status: 503, code: 'ServiceUnavailable', message: 'Try again later.' }),
  failed: answerRefusal({ status: 500, code: 'InternalFailure', message: 'Something failed.' }),
};
