import { Aws, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { acmEvents } from '../acm-events.ts';
import type { Place } from '../place.ts';

export interface EventsStackProps {
  readonly place: Place;
  readonly hub: Place;
  /** The id of the stack of the functions, whose bus has its name. */
  readonly functions: string;
}

/**
 * One rule: what ACM of this account and region says goes to the bus of the hub. By choice: without it the same happens
 * later, as certificates are looked at anyway. EventBridge User Guide, "Sending and receiving events between AWS accounts".
 */
export class EventsStack extends Stack {
  constructor(scope: Construct, id: string, { place, hub, functions }: EventsStackProps) {
    super(scope, id, { env: place, description: 'Firstlight: what ACM says here, to the hub' });
    const arn = `arn:${Aws.PARTITION}:events:${hub.region}:${hub.account}:event-bus/${functions}`;
    new Rule(this, 'AcmSays', {
      description: 'What ACM says, to the bus of Firstlight',
      eventPattern: { source: [...acmEvents.source], detailType: [...acmEvents.detailType] },
      // With a role of its own, which may speak on that one bus.
      targets: [new BusTarget(EventBus.fromEventBusArn(this, 'Hub', arn))],
    });
  }
}
