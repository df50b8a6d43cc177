/** User Guide, "Request a public certificate": not for domains of Amazon's own. */
const amazons = ['amazonaws.com', 'cloudfront.net', 'elasticbeanstalk.com'];

/** No public top-level domains: RFC 6761, RFC 6762, RFC 9476 and ICANN's resolution of 2024-07-29 on `.internal`. */
const neverPublic = new Set(['test', 'example', 'invalid', 'localhost', 'local', 'alt', 'internal', 'onion']);

/**
 * Why ACM fails a request for these names at once.
 * Source: User Guide, "Troubleshoot failed certificate requests": DOMAIN_NOT_ALLOWED, INVALID_PUBLIC_DOMAIN.
 */
export function noNames(names: readonly string[]): 'DOMAIN_NOT_ALLOWED' | 'INVALID_PUBLIC_DOMAIN' | undefined {
  if (names.some((name) => amazons.some((own) => name === own || name.endsWith(`.${own}`))))
    return 'DOMAIN_NOT_ALLOWED';
  return names.some(isNeverPublic) ? 'INVALID_PUBLIC_DOMAIN' : undefined;
}

const isNeverPublic = (name: string): boolean => {
  const top = name.slice(name.lastIndexOf('.') + 1);
  return neverPublic.has(top) || /^\d+$/.test(top);
};
