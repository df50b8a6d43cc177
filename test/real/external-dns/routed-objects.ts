import { ingressText } from './objects.ts';

/** One that both sides know. */
export const healthCheck = '01234567-89ab-cdef-0123-456789abcdef';

type Annotations = Readonly<Record<string, string>>;
type Forms = Readonly<Record<string, Readonly<Record<string, Annotations>>>>;

/** Hosts with several record sets each, by set identifier; the annotations are those of external-dns. */
export const routedForms: Forms = {
  'weighted.example.com': { blue: { 'aws-weight': '10' }, green: { 'aws-weight': '0' } },
  'latency.example.com': { ireland: { 'aws-region': 'eu-west-1' }, ohio: { 'aws-region': 'us-east-2' } },
  'failover.example.com': {
    first: { 'aws-failover': 'PRIMARY', 'aws-health-check-id': healthCheck },
    second: { 'aws-failover': 'SECONDARY' },
  },
  'geolocation.example.com': {
    europe: { 'aws-geolocation-continent-code': 'EU' },
    germany: { 'aws-geolocation-country-code': 'DE' },
    texas: { 'aws-geolocation-country-code': 'US', 'aws-geolocation-subdivision-code': 'TX' },
    elsewhere: { 'aws-geolocation-country-code': '*' },
  },
  'near.example.com': {
    ireland: { 'aws-geoproximity-region': 'eu-west-1' },
    ohio: { 'aws-geoproximity-region': 'us-east-2', 'aws-geoproximity-bias': '-20' },
    paris: { 'aws-geoproximity-coordinates': '48.85,2.35' },
  },
  'several.example.com': {
    // What external-dns reads back is empty: to a written `true` it would return in every cycle.
    one: { 'aws-multi-value-answer': '', target: '192.0.2.1' },
    two: { 'aws-multi-value-answer': '', target: '192.0.2.2' },
  },
};

/** An Ingress for each record set. */
export function routedText(forms: Forms = routedForms): string {
  const texts = Object.entries(forms).flatMap(([host, sets]) =>
    Object.entries(sets).map(([identifier, annotations]) => {
      const key = `shop/${host.split('.')[0]}-${identifier}`;
      return ingressText(key, { hosts: [host], annotations: { ...annotations, 'set-identifier': identifier } });
    }),
  );
  return texts.join('');
}

/** Without those that only a health check can have: a new zone of the sandbox knows none. */
export const unchecked: Forms = Object.fromEntries(
  Object.entries(routedForms).filter(([, sets]) => !JSON.stringify(sets).includes(healthCheck)),
);
