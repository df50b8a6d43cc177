import { describe, expect, it } from 'vitest';
import type { EdgeInput } from '#shared/configuration/define.ts';
import { ConfigurationError } from '../../../shared/errors/configuration-error.ts';
import { edge, ofType, resourcesOf } from './edges.ts';

const certificates = (...edges: readonly EdgeInput[]) =>
  ofType(resourcesOf(...edges), 'AWS::CertificateManager::Certificate');

describe('the default certificate', () => {
  it('is for the first domain and all names beneath, validated in its public zone', () => {
    expect(certificates(edge())).toMatchObject([
      {
        DomainName: '*.example.com',
        SubjectAlternativeNames: ['example.com'],
        ValidationMethod: 'DNS',
        DomainValidationOptions: [{ DomainName: 'example.com', HostedZoneId: 'Z0PUBLIC' }],
        KeyAlgorithm: 'RSA_2048',
      },
    ]);
    const elliptic = edge({}, { certificates: { keyAlgorithm: 'EC_prime256v1' } });
    expect(certificates(elliptic)).toMatchObject([{ KeyAlgorithm: 'EC_prime256v1' }]);
  });

  it('is not marked as one that the running system tidies up, as the load balancer is', () => {
    expect(JSON.stringify(certificates(edge()))).not.toContain('firstlight:installation');
    expect(JSON.stringify(ofType(resourcesOf(edge()), 'LoadBalancer'))).toContain('firstlight:installation');
  });

  it('of a private edge is validated in the public zone around it', () => {
    const within = edge({}, { view: 'private', domains: ['int.example.com'] });
    expect(certificates(within)).toMatchObject([
      { DomainName: '*.int.example.com', DomainValidationOptions: [{ HostedZoneId: 'Z0PUBLIC' }] },
    ]);
  });

  it('is the one that is given', () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/a';
    const given = edge({ certificateArn }, { view: 'private', domains: ['corp.internal'] });
    expect(certificates(given)).toEqual([]);
    const tls = ofType(resourcesOf(given), 'Listener').find((one) => one['Port'] === 443);
    expect(tls?.['Certificates']).toEqual([{ CertificateArn: certificateArn }]);
  });

  const give = ' – write the ARN of a certificate as loadBalancer.create.certificateArn';
  const long = `${'a'.repeat(60)}.example.com`;
  it.each([
    [
      edge({}, { view: 'private', domains: ['corp.internal'] }),
      'edges[0].domains[0]: lies in no public zone, so ACM cannot validate a certificate for it ("corp.internal")',
    ],
    [
      edge({}, { roleArn: 'arn:aws:iam::210987654321:role/edges' }),
      'edges[0].domains[0]: lies in a zone of another account, where CloudFormation writes no validation ("example.com")',
    ],
    [edge({}, { domains: [long] }), `edges[0].domains[0]: is too long for a certificate of *.${long} ("${long}")`],
  ])('says what to do where none can be made (%#)', (one, line) => {
    expect(() => resourcesOf(one)).toThrow(new ConfigurationError([line + give]));
  });
});
