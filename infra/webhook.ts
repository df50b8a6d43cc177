import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { SecretRef } from '#shared/domain/alert-policy.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { acknowledge } from './acknowledge.ts';
import { wordedAlarm } from './alarm.ts';
import { FirstlightFunction } from './function.ts';
import { commonEnvironment, type Installation, ring } from './installation.ts';
import { readSecrets } from './rights/secrets.ts';
import { useTable } from './rights/table.ts';

export interface WebhookProps {
  readonly installation: Installation;
  /** What calls carry. */
  readonly secrets: readonly SecretRef[];
  readonly hub: Configuration['hub'];
}

/** Of all callers together; a provider that is told to come later asks for nothing that is not found by looking. */
const throttle = { rateLimit: 50, burstLimit: 100 };

/** Where providers of checks say that a monitor turned. Anybody may call; only who knows the secret has anything looked at. */
export class Webhook extends Construct {
  /** Without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { installation, secrets, hub }: WebhookProps) {
    super(scope, id);
    const entry = new FirstlightFunction(this, 'Entry', {
      entry: 'functions/monitors/webhook/lambda.ts',
      description: 'Has a monitor looked at that its provider says something of',
      // A provider does not wait for longer.
      timeout: Duration.seconds(10),
      environment: commonEnvironment(installation),
      rights: [useTable(installation.table, 'note'), ring(installation, ['monitors']), ...readSecrets(secrets, hub)],
    });
    const api = new HttpApi(this, 'Api', {
      apiName: `${Stack.of(this).stackName}-webhook`,
      description: 'Providers of checks say here that a monitor turned',
      createDefaultStage: false,
    });
    // The path is functions/monitors/webhook/words.ts's; what is asked for elsewhere never reaches the function.
    const [route] = api.addRoutes({
      path: '/monitors/{account}',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Takes', entry.lambda),
    });
    this.open(api);
    // The default stage's (API Gateway Developer Guide, "Stages for HTTP APIs").
    this.url = `https://${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
    acknowledge(route ?? api, {
      'AwsSolutions-APIG4':
        'A provider can send a header and nothing else; the function compares it, and what is said is looked up anyway.',
    });
    wordedAlarm(this, 'Failing', {
      metric: entry.lambda.metricErrors({ period: Duration.minutes(5) }),
      above: 0,
      periods: 3,
      topic: installation.alarms,
      impact: 'What a provider says of monitors is not heard: that a name is down is seen up to five minutes later.',
      runbook: 'monitor-webhook',
    });
  }

  /** Its log has who asked and what came of it, and nothing of what was sent. */
  private open(api: HttpApi): void {
    const log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const fields = ['requestId', 'requestTime', 'routeKey', 'status', 'identity.sourceIp', 'integrationErrorMessage'];
    const format = JSON.stringify(Object.fromEntries(fields.map((field) => [field, `$context.${field}`])));
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: AccessLogFormat.custom(format) },
    });
  }
}
