import { isAddress, isIPv4 } from '../domain/address.ts';
import { hostPatternProblem } from '../domain/host-pattern.ts';
import { isNamespacePattern } from '../domain/namespace-pattern.ts';

/** What a text must look like: `noun` completes "is not …", `instead` tells what to write. */
export interface TextRule {
  readonly noun: string;
  readonly instead: string | ((value: string) => string);
  readonly test: (value: string) => boolean;
}

export const matching = (expression: RegExp) => (value: string) => expression.test(value);

export const isName = (value: string): boolean =>
  value.length <= 253 && value.split('.').every(matching(/^(?!-)[a-z0-9_-]{1,63}(?<!-)$/));

export const dnsName: TextRule = {
  noun: 'a DNS name',
  instead: (value) => {
    const mended = value.trim().toLowerCase().replace(/\.$/, '');
    return isName(mended) ? `write ${mended}` : 'write one in lower case without a final dot, for example example.com';
  },
  test: isName,
};

/** A DNS label, as it becomes part of event sources, resource names and scopes. */
export const plainName: TextRule = {
  noun: 'a plain name',
  instead: 'write lower-case letters, digits and -, at most 63 characters',
  test: matching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
};

/** Kubernetes, "Object Names and IDs": DNS subdomain names. */
export const objectName: TextRule = {
  noun: 'the name of a Kubernetes object',
  instead: 'write lower-case letters, digits, - and ., at most 253 characters',
  test: matching(/^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/),
};

/** What external-dns's TXT value can carry: labels joined by commas and `=`, in quotes (endpoint/labels.go). */
export const ownerId: TextRule = {
  noun: 'an owner id',
  instead: 'write 1 to 128 visible ASCII characters other than , = " / \\',
  test: matching(/^[!#-+\-.0-<>-[\]-~]{1,128}$/),
};

export const className: TextRule = {
  noun: 'the name of a class',
  instead: 'write it as spec.ingressClassName or spec.loadBalancerClass has it',
  test: matching(/^[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,251}[a-zA-Z0-9])?$/),
};

const isObjectKey = matching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);

export const gateway: TextRule = {
  noun: 'a Gateway',
  instead: 'write namespace/name, for example gateways/public',
  test: isObjectKey,
};

export const clusterService: TextRule = {
  noun: 'a Service',
  instead: 'write namespace/name, for example traefik/traefik',
  test: isObjectKey,
};

export const entryPoint: TextRule = {
  noun: 'a Traefik entry point',
  instead: 'write its name from Traefik’s static configuration, for example websecure',
  test: matching(/^[a-zA-Z0-9_-]{1,63}$/),
};

export const address: TextRule = {
  noun: 'an IP address',
  instead: (value) =>
    /^[\w-]+(\.[\w-]+)+$/.test(value) && /[a-z]/i.test(value)
      ? 'write an IPv4 or IPv6 address, or name a load balancer under use'
      : 'write an IPv4 or IPv6 address without prefix length or zone',
  test: isAddress,
};

const isCidr = (value: string): boolean => {
  const [, network = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(value) ?? [];
  return isAddress(network) && Number(length) <= (isIPv4(network) ? 32 : 128);
};

export const cidr: TextRule = {
  noun: 'a CIDR block',
  instead: 'write one such as 10.0.0.0/8',
  test: isCidr,
};

export const networkSource: TextRule = {
  noun: 'a CIDR block or a prefix list',
  instead: 'write one such as 10.0.0.0/8 or pl-0123456789abcdef0',
  test: (value) => isCidr(value) || /^pl-([0-9a-f]{8}|[0-9a-f]{17})$/.test(value),
};

/** Elastic Load Balancing, "Access logs": the path below which they are put. */
export const objectPrefix: TextRule = {
  noun: 'a prefix of objects in a bucket',
  instead: 'write one without a slash at its ends, for example elb/public',
  test: matching(/^[\w.-]+(\/[\w.-]+)*$/),
};

const affix = (value: string): boolean =>
  /^[a-z0-9_.-]*$/.test(value.replaceAll('%{record_type}', 'a')) && !value.includes('..') && value.length <= 100;

/** The affixes of external-dns (docs/registry/txt.md). */
export const prefix: TextRule = {
  noun: 'a prefix of DNS names',
  instead: 'write lower-case letters, digits, -, _, . and %{record_type} as in external-dns’s --txt-prefix',
  test: (value) => affix(value) && !value.startsWith('.'),
};

export const suffix: TextRule = {
  noun: 'a suffix of DNS names',
  instead: 'write lower-case letters, digits, -, _, . and %{record_type} as in external-dns’s --txt-suffix',
  test: (value) => affix(value) && !value.endsWith('.'),
};

export const wildcardReplacement: TextRule = {
  noun: 'a part of a DNS label',
  instead: 'write lower-case letters, digits, - and _, for example any',
  test: matching(/^([a-z0-9_]([a-z0-9_-]{0,30}[a-z0-9_])?)?$/),
};

export const namespacePattern: TextRule = {
  noun: 'a namespace pattern',
  instead: 'write a namespace, with * for any run of characters, for example pr-*',
  test: isNamespacePattern,
};

export const hostPattern: TextRule = {
  noun: 'a host pattern',
  instead: (value) => `mend it: it ${hostPatternProblem(value)}`,
  test: (value) => hostPatternProblem(value) === undefined,
};
