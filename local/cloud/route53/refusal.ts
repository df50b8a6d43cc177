/** What the API answers instead of doing what was asked: its code, status and words. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Only of InvalidChangeBatch: one message per problem. */
  readonly messages?: readonly string[];
}

/** Source: API reference, errors of ChangeResourceRecordSets. */
export const invalidInput = (message: string): Refusal => ({ status: 400, code: 'InvalidInput', message });

/** Source: hashicorp/terraform#8525 and many others: the messages stand in brackets, separated by a comma. */
export const invalidChangeBatch = (messages: readonly string[]): Refusal => ({
  status: 400,
  code: 'InvalidChangeBatch',
  message: `[${messages.join(', ')}]`,
  messages,
});

/** Source: stalwartlabs/dns-update#44, the answer to a body that is not the request's XML. */
export const malformedInput = (message: string): Refusal => ({ status: 400, code: 'MalformedInput', message });

/** Source: terraform-aws-modules/terraform-aws-acm#119; HTTP 404 by the API reference. */
export const noSuchHostedZone = (id: string): Refusal => ({
  status: 404,
  code: 'NoSuchHostedZone',
  message: `No hosted zone found with ID: ${id}`,
});

/** HTTP 403 by the API reference, "Common Errors"; the words from aws/aws-sdk-php#2141. */
export const accessDenied = (callerArn: string): Refusal => ({
  status: 403,
  code: 'AccessDenied',
  message: `User: ${callerArn} is not authorized to access this resource`,
});

/** HTTP 400 by the API reference, GetHostedZoneLimit. The wording is ours. */
export const hostedZoneNotPrivate = (id: string): Refusal => ({
  status: 400,
  code: 'HostedZoneNotPrivate',
  message: `The hosted zone ${id} is not private`,
});

/** HTTP 400 by the API reference, ListHostedZones. The wording is ours. */
export const noSuchDelegationSet = (id: string): Refusal => ({
  status: 400,
  code: 'NoSuchDelegationSet',
  message: `No delegation set found with ID: ${id}`,
});

/** HTTP 404 by the API reference, GetChange. */
export const noSuchChange = (id: string): Refusal => ({
  status: 404,
  code: 'NoSuchChange',
  message: `Could not find resource with ID: ${id}`,
});

/** HTTP 404 by the API reference, ChangeResourceRecordSets. */
export const noSuchHealthCheck = (id: string): Refusal => ({
  status: 404,
  code: 'NoSuchHealthCheck',
  message: `No health check exists with the specified ID: ${id}`,
});

/** HTTP 409 by the API reference, CreateHealthCheck. The wording is ours. */
export const healthCheckAlreadyExists = (callerReference: string): Refusal => ({
  status: 409,
  code: 'HealthCheckAlreadyExists',
  message: `A health check with the caller reference ${callerReference} was created with other settings or deleted`,
});

/** HTTP 400 by the API reference, DeleteHostedZone: "The hosted zone contains resource records that are not SOA or NS records." */
export const hostedZoneNotEmpty = (id: string): Refusal => ({
  status: 400,
  code: 'HostedZoneNotEmpty',
  message: `The specified hosted zone ${id} contains non-required resource record sets and so cannot be deleted.`,
});

/** Source: Developer Guide, "Throttling for Amazon Route 53 API requests": HTTP 400, "Rate exceeded". */
export const throttling: Refusal = { status: 400, code: 'Throttling', message: 'Rate exceeded' };

/** Source: API reference, ChangeResourceRecordSets; the words from hashicorp/terraform#1194. */
export const priorRequestNotComplete: Refusal = {
  status: 400,
  code: 'PriorRequestNotComplete',
  message: 'The request was rejected because Route 53 was still processing a prior request.',
};

/** What the real service has and this model does not. */
export const unknownOperation = (method: string, path: string): Refusal => ({
  status: 404,
  code: 'UnknownOperationException',
  message: `The strict local Route 53 does not model ${method} ${path}`,
});
