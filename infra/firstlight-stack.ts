import { Aws, CfnOutput, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { version } from '#shared/deployment/version.ts';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { Bus } from './bus.ts';
import { capabilities } from './capabilities.ts';
import { CertificateAlarms } from './certificate-alarms.ts';
import { CertificateEvents } from './certificate-events.ts';
import { ConfigurationRow } from './configuration-row.ts';
import { Dashboard } from './dashboard.ts';
import { edgesOfHub } from './edges/edges-stacks.ts';
import { handedOver } from './edges/hand-over.ts';
import { ForwarderRole, type ForwarderRoleProps } from './forwarder-role.ts';
import { type HelmValuesProps, helmValues } from './helm-values.ts';
import { type Installation, urlsOf } from './installation.ts';
import { helmValuesOutput, perCluster } from './output-names.ts';
import { placesElsewhere } from './place.ts';
import { readStatus } from './rights/status.ts';
import { Storage } from './storage.ts';
import { Sweep } from './sweep.ts';
import type { Switches } from './switches.ts';

export interface FirstlightStackProps extends Switches {
  readonly configuration: CheckedConfiguration;
}

/** One installation: everything between the clusters and the far sides. */
export class FirstlightStack extends Stack {
  constructor(scope: Construct, id: string, props: FirstlightStackProps) {
    const { configuration } = props;
    const { account, region } = configuration.hub;
    super(scope, id, { env: { account, region }, description: 'Firstlight: what Ingresses ask for, made so' });
    const busArn = `arn:${Aws.PARTITION}:events:${region}:${account}:event-bus/${id}`;
    const { table, statusBucket } = new Storage(this, 'Storage', props);
    const roles = this.forwarderRoles(props, { busArn, statusBucket });
    const bus = new Bus(this, 'Bus', { configuration, name: id, arn: busArn, roles });
    const alarms = new Topic(this, 'Alarms', { enforceSSL: true });
    const installation: Installation = {
      stack: this,
      table,
      statusBucket,
      bus: bus.bus,
      alarms,
      doorbells: new Map(),
      queues: new Map(),
      deadLetters: new Map(),
      paused: props.paused,
      checksSource: !props.emulator,
    };
    const all = capabilities(this, installation, configuration);
    bus.deliverTo(all.intake.queue, all.intake.deadLetters);
    const clusters = configuration.clusters.map(({ name }) => name);
    const sweep = new Sweep(this, 'Sweep', { installation, clusters });
    if (configuration.edges.some(({ certificates }) => certificates.mode !== 'off')) {
      new CertificateAlarms(this, 'CertificateAlarms', installation);
    }
    new Dashboard(this, 'Dashboard', { installation, clusters });
    const events = new CertificateEvents(this, 'CertificateEvents', installation, placesElsewhere(configuration));
    const after = [bus, sweep, events, ...Object.values(all)];
    const loadBalancers = handedOver(this, id, edgesOfHub(configuration));
    new ConfigurationRow(this, 'Configuration', { installation, configuration, loadBalancers, after });
    this.tell(installation, roles);
    this.tellHelm(configuration, { busArn, statusBucket: statusBucket.bucketName, roles });
    new CfnOutput(this, 'AlarmTopicArn', {
      value: alarms.topicArn,
      description: 'Subscribe whoever is to hear alarms',
    });
  }

  /** ARNs by cluster; clusters in other accounts bring their own. */
  private forwarderRoles(
    { configuration, emulator }: FirstlightStackProps,
    far: Pick<ForwarderRoleProps, 'busArn' | 'statusBucket'>,
  ): ReadonlyMap<string, string> {
    const { clusters, hub } = configuration;
    const roles = new Map<string, string>();
    for (const cluster of clusters) {
      const { name, account = hub.account } = cluster;
      if (account === hub.account) {
        const props = { cluster, ...far, checksSource: !emulator };
        roles.set(name, new ForwarderRole(this, `Forwarder-${name}`, props).role.roleArn);
      } else far.statusBucket.addToResourcePolicy(readStatus(far.statusBucket, name, account));
    }
    return roles;
  }

  /** What forwarders and the command line need to know; the names are theirs to read. */
  private tell(
    { table, bus, queues, deadLetters, statusBucket }: Installation,
    roles: ReadonlyMap<string, string>,
  ): void {
    const outputs = {
      TableName: table.tableName,
      BusName: bus.eventBusName,
      BusArn: bus.eventBusArn,
      StatusBucket: statusBucket.bucketName,
      Version: version(),
      QueueUrls: urlsOf(this, queues),
      DeadLetterUrls: urlsOf(this, deadLetters),
      ForwarderCommand: `npx node forwarder/main.ts --manifests DIR --cluster CLUSTER --bus ${bus.eventBusArn} --region ${this.region}`,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
    for (const [cluster, value] of roles)
      new CfnOutput(this, `ForwarderRole-${cluster}`, { value }).overrideLogicalId(
        perCluster('ForwarderRole', cluster),
      );
  }

  /** The values of the chart, cluster by cluster. */
  private tellHelm(
    { clusters }: CheckedConfiguration,
    { roles, ...shared }: Pick<HelmValuesProps, 'busArn' | 'statusBucket'> & { roles: ReadonlyMap<string, string> },
  ): void {
    for (const cluster of clusters) {
      const value = helmValues({ ...shared, cluster, roleArn: roles.get(cluster.name) });
      const output = new CfnOutput(this, `HelmValues-${cluster.name}`, { value });
      output.overrideLogicalId(helmValuesOutput(cluster.name));
    }
  }
}
