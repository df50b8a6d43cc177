import type { Page } from './listing.ts';
import type { ResourceRecordSet } from './record-set.ts';
import type { XmlTree } from './xml-out.ts';

/** The answer of ListResourceRecordSets. */
export const pageTree = ({ sets, next, maxItems }: Page): XmlTree => ({
  ResourceRecordSets: { ResourceRecordSet: sets.map(recordSetTree) },
  IsTruncated: next !== undefined,
  NextRecordName: next?.Name,
  NextRecordType: next?.Type,
  NextRecordIdentifier: next?.SetIdentifier,
  MaxItems: maxItems,
});

const recordSetTree = ({ ResourceRecords, ...fields }: ResourceRecordSet): XmlTree => ({
  ...fields,
  ResourceRecords: ResourceRecords === undefined ? undefined : { ResourceRecord: ResourceRecords },
});
