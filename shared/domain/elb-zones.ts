import { endpointZoneOf } from './endpoint-zones.ts';
import type { AliasTarget } from './record.ts';

/** Hosted zone ids that Elastic Load Balancing uses in a region. */
export interface ElbZones {
  /** Application and Classic Load Balancers: `<name>.<region>.elb.amazonaws.com`. */
  readonly application: string;
  /** Network Load Balancers: `<name>.elb.<region>.amazonaws.com`. */
  readonly network: string;
}

/**
 * The canonical hosted zone ids by region. Source: AWS General Reference, "Elastic Load Balancing endpoints and quotas",
 * https://docs.aws.amazon.com/general/latest/gr/elb.html
 */
export const elbZones: Readonly<Record<string, ElbZones>> = {
  'af-south-1': { application: 'Z268VQBMOI5EKX', network: 'Z203XCE67M25HM' },
  'ap-east-1': { application: 'Z3DQVH9N71FHZ0', network: 'Z12Y7K3UBGUAD1' },
  'ap-east-2': { application: 'Z02789141MW7T1WBU19PO', network: 'Z09176273OC2HWIAUNYW' },
  'ap-northeast-1': { application: 'Z14GRHDCWA56QT', network: 'Z31USIVHYNEOWT' },
  'ap-northeast-2': { application: 'ZWKZPGTI48KDX', network: 'ZIBE1TIR4HY56' },
  'ap-northeast-3': { application: 'Z5LXEXXYW11ES', network: 'Z1GWIQ4HH19I5X' },
  'ap-south-1': { application: 'ZP97RAFLXTNZK', network: 'ZVDDRBQ08TROA' },
  'ap-south-2': { application: 'Z0173938T07WNTVAEPZN', network: 'Z0711778386UTO08407HT' },
  'ap-southeast-1': { application: 'Z1LMS91P8CMLE5', network: 'ZKVM4W9LS7TM' },
  'ap-southeast-2': { application: 'Z1GM3OXH4ZPM65', network: 'ZCT6FZBF4DROD' },
  'ap-southeast-3': { application: 'Z08888821HLRG5A9ZRTER', network: 'Z01971771FYVNCOVWJU1G' },
  'ap-southeast-4': { application: 'Z09517862IB2WZLPXG76F', network: 'Z01156963G8MIIL7X90IV' },
  'ap-southeast-5': { application: 'Z06010284QMVVW7WO5J', network: 'Z026317210H9ACVTRO6FB' },
  'ap-southeast-6': { application: 'Z023301818UFJ50CIO0MV', network: 'Z01392953RKV2Q3RBP0KU' },
  'ap-southeast-7': { application: 'Z0390008CMBRTHFGWBCB', network: 'Z054363131YWATEMWRG5L' },
  'ca-central-1': { application: 'ZQSVJUPU6J1EY', network: 'Z2EPGBW3API2WT' },
  'ca-west-1': { application: 'Z06473681N0SF6OS049SD', network: 'Z02754302KBB00W2LKWZ9' },
  'cn-north-1': { application: 'Z1GDH35T77C1KE', network: 'Z3QFB96KMJ7ED6' },
  'cn-northwest-1': { application: 'ZM7IZAIOVVDZF', network: 'ZQEIKTCZ8352D' },
  'eu-central-1': { application: 'Z215JYRZR1TBD5', network: 'Z3F0SRJ5LGBH90' },
  'eu-central-2': { application: 'Z06391101F2ZOEP8P5EB3', network: 'Z02239872DOALSIDCX66S' },
  'eu-north-1': { application: 'Z23TAZ6LKFMNIO', network: 'Z1UDT6IFJ4EJM' },
  'eu-south-1': { application: 'Z3ULH7SSC9OV64', network: 'Z23146JA1KNAFP' },
  'eu-south-2': { application: 'Z0956581394HF5D5LXGAP', network: 'Z1011216NVTVYADP1SSV' },
  'eu-west-1': { application: 'Z32O12XQLNTSW2', network: 'Z2IFOLAFXWLO4F' },
  'eu-west-2': { application: 'ZHURV8PSTC4K8', network: 'ZD4D7Y8KGAS4G' },
  'eu-west-3': { application: 'Z3Q77PNBQS71R4', network: 'Z1CMS0P5QUZ6D5' },
  'il-central-1': { application: 'Z09170902867EHPV2DABU', network: 'Z0313266YDI6ZRHTGQY4' },
  'me-central-1': { application: 'Z08230872XQRWHG2XF6I', network: 'Z00282643NTTLPANJJG2P' },
  'me-south-1': { application: 'ZS929ML54UICD', network: 'Z3QSRYVP46NYYV' },
  'mx-central-1': { application: 'Z023552324OKD1BB28BH5', network: 'Z02031231H3ID6HYJ9A7U' },
  'sa-east-1': { application: 'Z2P70J7HTTTPLU', network: 'ZTK26PT1VY4CU' },
  'us-east-1': { application: 'Z35SXDOTRQ7X7K', network: 'Z26RNL4JYFTOTI' },
  'us-east-2': { application: 'Z3AADJGX6KTTL2', network: 'ZLMOA37VPKANP' },
  'us-gov-east-1': { application: 'Z166TLBEWOO7G0', network: 'Z1ZSMQQ6Q24QQ8' },
  'us-gov-west-1': { application: 'Z33AYJ8TM3BH4J', network: 'ZMG1MZ2THAWF1' },
  'us-west-1': { application: 'Z368ELLRRE2KJ0', network: 'Z24FKFUX50B4VW' },
  'us-west-2': { application: 'Z1H1FL5HABSF5', network: 'Z18D5FSROUN65G' },
};

/** Amazon Route 53 API reference, "AliasTarget": the fixed zone ids of CloudFront and Global Accelerator. */
const cloudFrontZone = 'Z2FDTNDATAQYW2';
const globalAcceleratorZone = 'Z2BJ6XQ5FK7U4H';

const applicationForm = /^(?:[a-z0-9-]+\.)+([a-z0-9-]+)\.elb\.amazonaws\.com(\.cn)?$/;
const networkForm = /^(?:[a-z0-9-]+\.)+elb\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/;

/** The hosted zone id that belongs to a load balancer's DNS name (any case, with or without the final dot), if it is one. */
export function elbZoneOf(dnsName: string): string | undefined {
  const name = dnsName.toLowerCase().replace(/\.$/, '');
  const network = networkForm.exec(name);
  if (network !== null) return inPartition(network)?.network;
  const application = applicationForm.exec(name);
  return application === null ? undefined : inPartition(application)?.application;
}

/** Regions of China, and only they, have names that end in `.com.cn`. */
function inPartition([, region = '', china]: RegExpExecArray): ElbZones | undefined {
  if (region.startsWith('cn-') !== (china !== undefined) || !Object.hasOwn(elbZones, region)) return undefined;
  return elbZones[region];
}

/**
 * The alias to this DNS name (lower case, no final dot), or undefined where only a CNAME will do. `dualStack` only where
 * the name itself says so.
 */
export function aliasFor(name: string): { readonly alias: AliasTarget; readonly dualStack: boolean } | undefined {
  if (name.endsWith('.cloudfront.net')) {
    // Route 53 refuses health evaluation of CloudFront distributions (API reference, "AliasTarget").
    return { alias: { dnsName: name, hostedZoneId: cloudFrontZone, evaluateTargetHealth: false }, dualStack: false };
  }
  const accelerator = name.endsWith('.awsglobalaccelerator.com');
  const hostedZoneId = accelerator ? globalAcceleratorZone : (elbZoneOf(name) ?? endpointZoneOf(name));
  if (hostedZoneId === undefined) return undefined;
  const dualStack = name.startsWith('dualstack.') || name.endsWith('.dualstack.awsglobalaccelerator.com');
  return { alias: { dnsName: name, hostedZoneId, evaluateTargetHealth: true }, dualStack };
}
