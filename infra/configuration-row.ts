import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct, type IDependable } from 'constructs';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { acknowledge, arnOf } from './acknowledge.ts';
import { FirstlightFunction } from './function.ts';
import { commonEnvironment, type Installation, ring } from './installation.ts';
import { findLoadBalancers } from './rights/elb.ts';
import { useTable } from './rights/table.ts';

export interface ConfigurationRowProps {
  readonly installation: Installation;
  readonly configuration: CheckedConfiguration;
  /** Those that the deployment made, as JSON by edge. */
  readonly loadBalancers: string;
  /** What must stand before the configuration comes into force: everything else. */
  readonly after: readonly IDependable[];
}

/**
 * Writes the configuration into the table, as the last step of a deployment: functions never see a document that they
 * cannot read yet, and a deployment that fails leaves the old one in force.
 */
export class ConfigurationRow extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { installation, configuration, loadBalancers, after }: ConfigurationRowProps,
  ) {
    super(scope, id);
    const { table } = installation;
    const entry = new FirstlightFunction(this, 'Entry', {
      entry: 'functions/configuration/lambda.ts',
      description: 'Puts the configuration in force at the end of a deployment',
      timeout: Duration.seconds(60),
      environment: commonEnvironment(installation),
      rights: [useTable(table, 'write'), ring(installation, 'all'), ...findLoadBalancers(configuration)],
    });
    acknowledge(entry, {
      'AwsSolutions-IAM5[Resource::*]': 'It finds load balancers, and what describes them takes no resource.',
    });
    const provider = answering(this, entry);
    const row = new CustomResource(this, 'Row', {
      resourceType: 'Custom::FirstlightConfiguration',
      serviceToken: provider.serviceToken,
      properties: { Document: JSON.stringify(configuration), LoadBalancers: loadBalancers, Table: table.tableName },
    });
    row.node.addDependency(...after);
  }
}

/** The CDK's function between CloudFormation and ours: it answers for it, and says so where ours failed. */
function answering(scope: Construct, { lambda }: FirstlightFunction): Provider {
  const logGroup = new LogGroup(scope, 'ProviderLog', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const provider = new Provider(scope, 'Provider', { onEventHandler: lambda, logGroup });
  acknowledge(provider, {
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
      'The CDK gives it to its own function; that runs in deployments only, and writes nothing but its log.',
    [`AwsSolutions-IAM5[Resource::${arnOf(lambda)}:*]`]:
      'The CDK lets its function call any version of ours, and of no other.',
  });
  return provider;
}
