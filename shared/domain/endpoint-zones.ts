/** Hosted zone ids of what is no load balancer, in a region. */
interface EndpointZones {
  /** Interface VPC endpoints: `<endpoint>.<service>.<region>.vpce.amazonaws.com`. */
  readonly vpcEndpoint?: string;
  /** Regional APIs of API Gateway and their custom domains: `<id>.execute-api.<region>.amazonaws.com`. */
  readonly apiGateway?: string;
}

/**
 * By region. Sources: AWS General Reference, "Amazon API Gateway endpoints and quotas",
 * https://docs.aws.amazon.com/general/latest/gr/apigateway.html; for VPC endpoints, of which AWS has no page (each tells
 * its own in DescribeVpcEndpoints), the list in kubernetes-sigs/external-dns#3429.
 */
export const endpointZones: Readonly<Record<string, EndpointZones>> = {
  'af-south-1': { vpcEndpoint: 'Z09302161J80N9A7UTP7U', apiGateway: 'Z2DHW2332DAMTN' },
  'ap-east-1': { vpcEndpoint: 'Z2LIHJ7PKBEMWN', apiGateway: 'Z3FD1VL90ND7K5' },
  'ap-east-2': { vpcEndpoint: 'Z09379811HWP0POAUWVN3', apiGateway: 'Z02909591O7FG9Q56HWB1' },
  'ap-northeast-1': { vpcEndpoint: 'Z2E726K9Y6RL4W', apiGateway: 'Z1YSHQZHG15GKL' },
  'ap-northeast-2': { vpcEndpoint: 'Z27UANNT0PRK1T', apiGateway: 'Z20JF4UZKIW1U8' },
  'ap-northeast-3': { vpcEndpoint: 'Z376B5OMM2JZL2' },
  'ap-south-1': { vpcEndpoint: 'Z2KVTB3ZLFM7JR', apiGateway: 'Z3VO1THU9YC4UR' },
  'ap-south-2': { vpcEndpoint: 'Z0952991RWSF5AHIQDIY' },
  'ap-southeast-1': { vpcEndpoint: 'Z18LLCSTV4NVNL', apiGateway: 'ZL327KTPIQFUL' },
  'ap-southeast-2': { vpcEndpoint: 'ZDK2GCRPAFKGO', apiGateway: 'Z2RPCDW04V8134' },
  'ap-southeast-3': { vpcEndpoint: 'Z03881013RZ9BYYZO8N5W' },
  'ap-southeast-4': { vpcEndpoint: 'Z07508191CO1RNBX3X3AU' },
  'ca-central-1': { vpcEndpoint: 'ZRCXCF510Y6P9', apiGateway: 'Z19DQILCV0OWEC' },
  'eu-central-1': { vpcEndpoint: 'Z273ZU8SZ5RJPC', apiGateway: 'Z1U9ULNL0V5AJ3' },
  'eu-central-2': { vpcEndpoint: 'Z045369019J4FUQ4S272E' },
  'eu-north-1': { vpcEndpoint: 'Z3OWWK6JFDEDGC', apiGateway: 'Z3UWIKFBOOGXPP' },
  'eu-south-1': { vpcEndpoint: 'Z2A5FDNRLY7KZG', apiGateway: 'Z3BT4WSQ9TDYZV' },
  'eu-south-2': { vpcEndpoint: 'Z014396544HENR57XQCJ', apiGateway: 'Z02499852UI5HEQ5JVWX3' },
  'eu-west-1': { vpcEndpoint: 'Z38GZ743OKFT7T', apiGateway: 'ZLY8HYME6SFDD' },
  'eu-west-2': { vpcEndpoint: 'Z7K1066E3PUKB', apiGateway: 'ZJ5UAJN8Y3Z2Q' },
  'eu-west-3': { vpcEndpoint: 'Z1DWHTMFP0WECP', apiGateway: 'Z3KY65QIEKYHQQ' },
  'me-central-1': { vpcEndpoint: 'Z07122992YCEUCB9A9570', apiGateway: 'Z08780021BKYYY8U0YHTV' },
  'me-south-1': { vpcEndpoint: 'Z3B95P3VBGEQGY', apiGateway: 'Z20ZBPC0SS8806' },
  'sa-east-1': { vpcEndpoint: 'Z2LXUWEVLCVZIB', apiGateway: 'ZCMLWB8V5SYIT' },
  'us-east-1': { vpcEndpoint: 'Z7HUB22UULQXV', apiGateway: 'Z1UJRXOUMOOFQ8' },
  'us-east-2': { vpcEndpoint: 'ZC8PG0KIFKBRI', apiGateway: 'ZOJJZC49E0EPZ' },
  'us-gov-east-1': { vpcEndpoint: 'Z2MU5TEIGO9WXB', apiGateway: 'Z3SE9ATJYCRCZJ' },
  'us-gov-west-1': { vpcEndpoint: 'Z12529ZODG2B6H', apiGateway: 'Z1K6XKP9SAGWDV' },
  'us-west-1': { vpcEndpoint: 'Z12I86A8N7VCZO', apiGateway: 'Z2MUQ32089INYE' },
  'us-west-2': { vpcEndpoint: 'Z1YSA3EXCYUU9Z', apiGateway: 'Z2OJLYMUO9EFXC' },
};

const vpcEndpointForm = /^(?:[a-z0-9-]+\.){2,}([a-z0-9-]+)\.vpce\.amazonaws\.com$/;
const apiGatewayForm = /^[a-z0-9-]+\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/;

/**
 * The hosted zone id that belongs to the DNS name (lower case, no final dot) of a VPC endpoint or of API Gateway, if it
 * is one.
 */
export function endpointZoneOf(name: string): string | undefined {
  const [, vpcRegion] = vpcEndpointForm.exec(name) ?? [];
  if (vpcRegion !== undefined) return inRegion(vpcRegion)?.vpcEndpoint;
  const [, apiRegion] = apiGatewayForm.exec(name) ?? [];
  return apiRegion === undefined ? undefined : inRegion(apiRegion)?.apiGateway;
}

const inRegion = (region: string): EndpointZones | undefined =>
  Object.hasOwn(endpointZones, region) ? endpointZones[region] : undefined;
