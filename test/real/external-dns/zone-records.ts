import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsRequest,
  type ListResourceRecordSetsResponse,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';

/** What stands in a zone besides its NS and SOA, as the API gives it. */
export async function listRecords(endpoint: string, zoneId: string): Promise<readonly ResourceRecordSet[]> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new Route53Client({ endpoint, region: 'us-east-1', credentials });
  const found: ResourceRecordSet[] = [];
  let start: ListResourceRecordSetsRequest | undefined = { HostedZoneId: zoneId };
  while (start !== undefined) {
    const page: ListResourceRecordSetsResponse = await client.send(new ListResourceRecordSetsCommand(start));
    const { ResourceRecordSets = [], NextRecordName, NextRecordType, NextRecordIdentifier } = page;
    found.push(...ResourceRecordSets.map((each) => ResourceRecordSet.parse(JSON.parse(JSON.stringify(each)))));
    const next = { StartRecordName: NextRecordName, StartRecordType: NextRecordType };
    start = page.IsTruncated ? { ...start, ...next, StartRecordIdentifier: NextRecordIdentifier } : undefined;
  }
  client.destroy();
  return found.filter(isNotOfTheZone);
}

export const isNotOfTheZone = ({ Type }: ResourceRecordSet): boolean => Type !== 'NS' && Type !== 'SOA';
