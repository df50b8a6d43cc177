import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { FirstlightFunction } from './function.ts';
import { commonEnvironment, type Installation, ring } from './installation.ts';
import { useTable } from './rights/table.ts';

/** Longer ago than the lane's own looks an event is of no use. */
const useful = Duration.minutes(10);

/**
 * What ACM of the hub's account and region says has the certificate looked at: sooner than by itself, no more. Events of
 * other accounts and regions come where a rule there sends them to this account's default bus.
 */
export class CertificateEvents extends Construct {
  constructor(scope: Construct, id: string, installation: Installation) {
    super(scope, id);
    const entry = new FirstlightFunction(this, 'Entry', {
      entry: 'functions/certificates/events/lambda.ts',
      description: 'Has a certificate looked at that ACM says something of',
      timeout: Duration.seconds(30),
      environment: commonEnvironment(installation),
      rights: [useTable(installation.table, 'write'), ring(installation, ['certificates'])],
    });
    const rule = new Rule(this, 'AcmSays', {
      // ACM User Guide, "Supported events": issued and renewed, and what endangers a renewal.
      eventPattern: { source: ['aws.acm'] },
      enabled: !installation.paused,
    });
    rule.addTarget(new LambdaFunction(entry.lambda, { retryAttempts: 2, maxEventAge: useful }));
  }
}
