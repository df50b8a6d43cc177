import { CfnOutput, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import type { Construct } from 'constructs';
import { forwarder } from '#shared/configuration/schema.ts';
import type { CheckedConfiguration, Cluster } from '#shared/domain/configuration.ts';
import { helmValuesOutput, perCluster } from '../output-names.ts';

export interface ForwarderImageStackProps {
  readonly configuration: CheckedConfiguration;
  /** What `bundleForwarder` has filled. */
  readonly folder: string;
  /** `linux/amd64` or `linux/arm64`. */
  readonly platform: string;
}

/** Puts the forwarder's image into the registry of the hub's account; a stack of its own, as it alone needs Docker. */
export class ForwarderImageStack extends Stack {
  constructor(scope: Construct, id: string, props: ForwarderImageStackProps) {
    const { configuration, folder, platform } = props;
    const { account, region } = configuration.hub;
    super(scope, id, { env: { account, region }, description: 'Firstlight: the image of the forwarder' });
    const image = new DockerImageAsset(this, 'Forwarder', { directory: folder, platform: Platform.custom(platform) });
    // CloudFormation takes no stack without a resource, and an image is none.
    new CfnWaitConditionHandle(this, 'Nothing');
    for (const cluster of configuration.clusters) {
      const value = helmLine(cluster, image, region);
      const output = new CfnOutput(this, `HelmInstall-${cluster.name}`, { value });
      output.overrideLogicalId(perCluster('HelmInstall', cluster.name));
    }
  }
}

/** To be pasted in the checkout. What only the deployment knows is read from its outputs then: it may have changed. */
function helmLine(cluster: Cluster, image: DockerImageAsset, region: string): string {
  const { namespace } = forwarder.parse(cluster.forwarder ?? {});
  const query = `Stacks[0].Outputs[?OutputKey=='${helmValuesOutput(cluster.name)}'].OutputValue`;
  const values = `aws cloudformation describe-stacks --region ${region} --stack-name Firstlight --query "${query}" --output text`;
  return [
    'helm upgrade --install firstlight charts/firstlight',
    `--namespace ${namespace} --create-namespace`,
    `--set-string image.repository=${image.repository.repositoryUri},image.tag=${image.imageTag}`,
    `--set-string "$(${values})"`,
  ].join(' ');
}
