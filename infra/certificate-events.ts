import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { acmEvents } from './acm-events.ts';
import { FirstlightFunction } from './function.ts';
import { commonEnvironment, type Installation, ring } from './installation.ts';
import type { Place } from './place.ts';
import { useTable } from './rights/table.ts';

/** Longer ago than the lane's own looks an event is of no use. */
const useful = Duration.minutes(10);

/**
 * What ACM says has the certificate looked at: sooner than by itself, no more. Of the hub's account and region it says so
 * on the default bus; from elsewhere a stack there sends it to the bus of the hub.
 */
export class CertificateEvents extends Construct {
  /** @param elsewhere where certificates are beside the hub */
  constructor(scope: Construct, id: string, installation: Installation, elsewhere: readonly Place[]) {
    super(scope, id);
    const entry = new FirstlightFunction(this, 'Entry', {
      entry: 'functions/certificates/events/lambda.ts',
      description: 'Has a certificate looked at that ACM says something of',
      timeout: Duration.seconds(30),
      environment: commonEnvironment(installation),
      rights: [useTable(installation.table, 'note'), ring(installation, ['certificates'])],
    });
    const target = new LambdaFunction(entry.lambda, { retryAttempts: 2, maxEventAge: useful });
    const enabled = !installation.paused;
    const eventPattern: EventPattern = { source: [...acmEvents.source], detailType: [...acmEvents.detailType] };
    new Rule(this, 'AcmSays', { eventPattern, enabled, targets: [target] });
    if (elsewhere.length === 0) return;
    new Rule(this, 'AcmElsewhereSays', {
      eventBus: installation.bus,
      description: 'What ACM says in other accounts and regions, to certificates',
      eventPattern: {
        ...eventPattern,
        account: [...new Set(elsewhere.map(({ account }) => account))],
        region: [...new Set(elsewhere.map(({ region }) => region))],
      },
      enabled,
      targets: [target],
    });
  }
}
