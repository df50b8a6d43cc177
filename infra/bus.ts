import { CfnEventBus, EventBus, EventField, type IEventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { sourceOf } from '#shared/events/envelope.ts';
import { busPolicy } from './rights/bus.ts';

export interface BusProps {
  readonly configuration: CheckedConfiguration;
  /** The name that forwarders are given. */
  readonly name: string;
  readonly arn: string;
  /** ARNs of the roles of this account's clusters, by cluster. */
  readonly roles: ReadonlyMap<string, string>;
}

/** The bus that clusters speak on; its policy ties each cluster's source to the one who may speak for it. */
export class Bus extends Construct {
  readonly bus: IEventBus;

  constructor(scope: Construct, id: string, { configuration, name, arn, roles }: BusProps) {
    super(scope, id);
    const resource = new CfnEventBus(this, 'Bus', { name, policy: busPolicy(configuration, arn, roles) });
    this.bus = EventBus.fromEventBusArn(this, 'Named', arn);
    this.bus.node.addDependency(resource);
  }

  /** Every cluster's events to one queue, fairly: a cluster that says much delays no other (Amazon SQS, "fair queues"). */
  deliverTo(queue: IQueue, deadLetters: IQueue): void {
    const rule = new Rule(this, 'ToIntake', {
      eventBus: this.bus,
      description: 'What clusters say, to intake',
      eventPattern: { source: Match.prefix(sourceOf('')) },
    });
    rule.addTarget(
      new SqsQueue(queue, { messageGroupId: EventField.fromPath('$.source'), deadLetterQueue: deadLetters }),
    );
  }
}
