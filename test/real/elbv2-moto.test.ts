import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElasticLoadBalancers } from '../../shared/adapters/elbv2.ts';
import { listenersContract } from '../contract/listeners.ts';

const endpoint = process.env['FIRSTLIGHT_REAL_MOTO'] ?? '';
const region = 'eu-central-1';
const options = { endpoint, region, credentials: { accessKeyId: 'moto', secretAccessKey: 'moto' } };

/** What moto 5.2.5 takes or tells otherwise than Elastic Load Balancing; our strict model judges all of it. */
const unjudged: Readonly<Record<string, string>> = {
  'says that a certificate is not there': 'it takes it',
  'says when there are 25': 'it counts the default one, too',
};

/** Two subnets of the default VPC, for which there is no client among our packages. */
async function subnets(): Promise<string[]> {
  const authorization = `AWS4-HMAC-SHA256 Credential=moto/20260101/${region}/ec2/aws4_request, SignedHeaders=host, Signature=x`;
  const body = new URLSearchParams({ Action: 'DescribeSubnets', Version: '2016-11-15' });
  const answer = await fetch(endpoint, { method: 'POST', headers: { authorization }, body });
  return [...(await answer.text()).matchAll(/<subnetId>([^<]+)</g)].slice(0, 2).map(([, id = '']) => id);
}

/** Made once, as each costs moto a key. */
async function requestCertificates(acm: ACMClient): Promise<readonly string[]> {
  const arns: string[] = [];
  for (let at = 0; at < 27; at += 1) {
    const wish = { DomainName: `n${at}.com`, ValidationMethod: 'DNS' } as const;
    arns.push((await acm.send(new RequestCertificateCommand(wish))).CertificateArn ?? '');
  }
  return arns;
}

let made = 0;
let requested: Promise<readonly string[]> | undefined;

listenersContract(
  'moto',
  async () => {
    const [elbv2, acm] = [new ElasticLoadBalancingV2Client(options), new ACMClient(options)];
    made += 1;
    requested ??= requestCertificates(acm);
    const [defaultCertificate = '', ...others] = await requested;
    const { LoadBalancers: [one] = [] } = await elbv2.send(
      new CreateLoadBalancerCommand({
        Name: `fl-${made}`,
        Scheme: 'internet-facing',
        Subnets: await subnets(),
        Tags: [{ Key: 'team', Value: 'a' }],
      }),
    );
    const LoadBalancerArn = one?.LoadBalancerArn ?? '';
    const DefaultActions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } } as const];
    const listen = { LoadBalancerArn, DefaultActions };
    await elbv2.send(new CreateListenerCommand({ ...listen, Port: 80, Protocol: 'HTTP' }));
    const Certificates = [{ CertificateArn: defaultCertificate }];
    await elbv2.send(new CreateListenerCommand({ ...listen, Port: 443, Protocol: 'HTTPS', Certificates }));
    return {
      loadBalancers: new ElasticLoadBalancers(options),
      loadBalancerArn: LoadBalancerArn,
      dnsName: (one?.DNSName ?? '').toLowerCase(),
      defaultCertificate,
      certificates: others,
      close: async () => {
        elbv2.destroy();
        acm.destroy();
      },
    };
  },
  unjudged,
);
