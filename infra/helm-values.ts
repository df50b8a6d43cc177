import { forwarder } from '#shared/configuration/schema.ts';
import type { Cluster } from '#shared/domain/configuration.ts';

export interface HelmValuesProps {
  readonly cluster: Cluster;
  readonly busArn: string;
  readonly statusBucket: string;
  /** Of the cluster's role, where it is this account's. */
  readonly roleArn: string | undefined;
}

/** What charts/firstlight has to be told of a deployment, as `helm --set-string` takes it. */
export function helmValues({ cluster, busArn, statusBucket, roleArn }: HelmValuesProps): string {
  const { serviceAccount, oidcProvider } = forwarder.parse(cluster.forwarder ?? {});
  const values = {
    cluster: cluster.name,
    bus: busArn,
    'status.bucket': statusBucket,
    'serviceAccount.name': serviceAccount,
    // With Pod Identity EKS itself knows which role a service account has.
    ...(oidcProvider === undefined || roleArn === undefined ? {} : { 'serviceAccount.roleArn': roleArn }),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
