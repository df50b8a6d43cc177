/**
 * The region that a request was signed for: which of a service's endpoints it means, wherever it arrives.
 * Source: IAM User Guide, "Elements of an AWS API request signature": the credential scope is `key/date/region/service/aws4_request`.
 */
export const signedRegion = (headers: Readonly<Record<string, string>>): string =>
  /Credential=[^/]+\/\d+\/([a-z0-9-]+)\//.exec(headers['authorization'] ?? '')?.[1] ?? 'us-east-1';
