import { Certificate, CertificateValidation, KeyAlgorithm } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Zone } from '#shared/domain/configuration.ts';
import { accountOfZone } from '#shared/domain/zone-account.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';
import type { EdgeProps } from './created-edge.ts';

/** AWS Certificate Manager API reference, RequestCertificate, DomainName. */
const longestCommonName = 64;

/**
 * The certificate for the edge's first domain and all names one level beneath; its ARN. The CNAME of its validation is
 * written by CloudFormation, which writes to zones of its own account only.
 * @throws ConfigurationError where it could never be validated
 */
export function defaultCertificate(scope: Construct, { configuration, edge, place }: EdgeProps): string {
  const [domain = ''] = edge.domains;
  const problem = (what: string): ConfigurationError => {
    const index = configuration.edges.indexOf(edge);
    const instead = 'write the ARN of a certificate as loadBalancer.create.certificateArn';
    return new ConfigurationError([`edges[${index}].domains[0]: ${what} ("${domain}") – ${instead}`]);
  };
  const zone = publicZoneOf(domain, configuration.zones);
  if (zone === undefined) throw problem('lies in no public zone, so ACM cannot validate a certificate for it');
  if (accountOfZone(zone, configuration) !== place.account)
    throw problem('lies in a zone of another account, where CloudFormation writes no validation');
  if (domain.length + 2 > longestCommonName) throw problem(`is too long for a certificate of *.${domain}`);
  const { keyAlgorithm } = edge.certificates;
  const hostedZone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: zone.id, zoneName: zone.name });
  return new Certificate(scope, 'Default', {
    domainName: `*.${domain}`,
    subjectAlternativeNames: [domain],
    keyAlgorithm: new KeyAlgorithm(keyAlgorithm),
    validation: CertificateValidation.fromDns(hostedZone),
  }).certificateArn;
}

/** The public zone with the longest name that the domain lies in. */
function publicZoneOf(domain: string, zones: readonly Zone[]): Zone | undefined {
  const holding = zones.filter(
    ({ name, view }) => view === 'public' && (domain === name || domain.endsWith(`.${name}`)),
  );
  return holding.sort((a, b) => b.name.length - a.name.length)[0];
}
