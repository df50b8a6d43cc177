import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type AlarmWords, wordedAlarm } from './alarm.ts';
import { FirstlightFunction } from './function.ts';
import { commonEnvironment, type Installation } from './installation.ts';
import { functionMetric } from './metrics.ts';

export interface CapabilityProps extends AlarmWords {
  readonly installation: Installation;
  /** Also the first part of its lanes' names, its service in logs and metrics. */
  readonly name: string;
  /** The file that exports `handler`, from the root of the checkout. */
  readonly entry: string;
  /** One sentence, as the console shows it. */
  readonly description: string;
  /** What its function finds in its environment beside what all find. */
  readonly environment?: Readonly<Record<string, string>>;
  /** All that its function may do, beside taking from its own queue and writing its own log. */
  readonly rights: readonly PolicyStatement[];
  /** Messages that one call of its function takes. Default 1: a drain is a call. */
  readonly batchSize?: number;
  /** Calls at the same time at most. */
  readonly concurrency: number;
}

/** Longer than shared/runtime/limits.ts lets a drain run, shorter than its lease. */
const timeout = Duration.seconds(120);
/** Nobody else takes a message while its call may still run. */
const visibilityTimeout = Duration.seconds(150);
/** What fails so often is a fault of ours, or unreadable: the lane's own retries do not pass through the queue. */
const maxReceiveCount = 5;

/** One kind of side effect: its queue, dead letters, function and alarms. Adding one is one of these. */
export class Capability extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly function: FirstlightFunction;

  constructor(scope: Construct, id: string, props: CapabilityProps) {
    super(scope, id);
    const { installation, name, impact, runbook } = props;
    this.deadLetters = safeQueue(this, 'DeadLetters', { retentionPeriod: Duration.days(14) });
    this.queue = safeQueue(this, 'Queue', {
      visibilityTimeout,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
    installation.queues.set(name, this.queue);
    installation.deadLetters.set(name, this.deadLetters);
    this.function = new FirstlightFunction(this, 'Entry', {
      entry: props.entry,
      description: props.description,
      timeout,
      environment: {
        ...commonEnvironment(installation),
        FIRSTLIGHT_DEAD_LETTERS_URL: this.deadLetters.queueUrl,
        ...props.environment,
      },
      rights: [...props.rights, ...this.ownQueues()],
    });
    this.function.lambda.addEventSourceMapping('Takes', {
      eventSourceArn: this.queue.queueArn,
      batchSize: props.batchSize ?? 1,
      maxConcurrency: props.concurrency,
      reportBatchItemFailures: true,
      enabled: !installation.paused,
    });
    wordedAlarm(this, 'DeadLettersWaiting', {
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
      above: 0,
      topic: installation.alarms,
      impact,
      runbook,
    });
  }

  /** AWS Lambda Developer Guide, "Using Lambda with Amazon SQS": what the polling of the queue needs. */
  private ownQueues(): readonly PolicyStatement[] {
    const take = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
    return [
      new PolicyStatement({ actions: take, resources: [this.queue.queueArn] }),
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }),
    ];
  }
}

function safeQueue(scope: Construct, id: string, props: ConstructorParameters<typeof Queue>[2]): Queue {
  return new Queue(scope, id, { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, ...props });
}

/** A capability that drains lanes: it is rung, and what crashes it is parked. */
export class LaneCapability extends Capability {
  constructor(scope: Construct, id: string, props: Omit<CapabilityProps, 'batchSize'>) {
    super(scope, id, props);
    const { installation, name } = props;
    installation.doorbells.set(name, this.queue);
    wordedAlarm(this, 'ParkedInternalError', {
      metric: functionMetric('ParkedInternalError', name),
      above: 0,
      topic: installation.alarms,
      impact: `${name} crashed three times on the same name or object and put it aside; it is tried again hourly, all others go on.`,
      runbook: 'parked-internalerror',
    });
    wordedAlarm(this, 'Stopped', {
      metric: functionMetric('DrainStopped', name),
      above: 0,
      topic: installation.alarms,
      impact: `${name} does nothing: the table holds no configuration, or an older one than it had. What stands stays as it is.`,
      runbook: 'drain-stopped',
    });
  }
}
