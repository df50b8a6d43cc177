import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/**
 * Writes the status of every cluster. Reading goes with it: S3 asks for it where a write says what it replaces, and tells
 * only who may list that there is nothing (Amazon S3 User Guide, "Conditional writes"; API reference, GetObject).
 */
export const writeStatus = (bucket: Bucket): readonly PolicyStatement[] => [
  new PolicyStatement({
    actions: ['s3:GetObject', 's3:PutObject'],
    resources: [bucket.arnForObjects('status/*')],
  }),
  new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
];

/**
 * Reads the status of one cluster, and of no other.
 * @param account whose roles get it from the bucket; absent: for a role's own policy
 */
export const readStatus = (bucket: Bucket, cluster: string, account?: string): PolicyStatement =>
  new PolicyStatement({
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects(`status/${cluster}/*`)],
    ...(account === undefined ? {} : { principals: [new AccountPrincipal(account)] }),
  });
