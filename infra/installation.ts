import { Lazy, type Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { NamedTable } from './storage.ts';

/** What every part of one deployment shares. */
export interface Installation {
  readonly stack: Stack;
  readonly table: NamedTable;
  /** In which clusters read their status. */
  readonly statusBucket: Bucket;
  readonly bus: IEventBus;
  /** Where alarms go. */
  readonly alarms: ITopic;
  /** By capability; each adds its own, all are known when the template is written. */
  readonly doorbells: Map<string, IQueue>;
  /** Of every capability, doorbells among them. */
  readonly queues: Map<string, IQueue>;
  readonly deadLetters: Map<string, IQueue>;
  readonly paused: boolean;
  /** False for an emulator without `events:source`. */
  readonly checksSource: boolean;
}

/** What every function finds in its environment; shared/runtime reads it. */
export function commonEnvironment({ stack, table, bus, doorbells }: Installation): Record<string, string> {
  return {
    FIRSTLIGHT_TABLE: table.tableName,
    FIRSTLIGHT_BUS: bus.eventBusName,
    FIRSTLIGHT_QUEUE_URLS: urlsOf(stack, doorbells),
  };
}

/** A JSON object of queue URLs by capability. */
export const urlsOf = (stack: Stack, queues: ReadonlyMap<string, IQueue>): string =>
  Lazy.string({
    produce: () => stack.toJsonString(Object.fromEntries([...queues].map(([name, queue]) => [name, queue.queueUrl]))),
  });

/** The right to ring these capabilities. */
export function ring({ doorbells }: Installation, capabilities: readonly string[] | 'all'): PolicyStatement {
  const wanted = (name: string): boolean => capabilities === 'all' || capabilities.includes(name);
  const resources = Lazy.list({
    produce: () => [...doorbells].filter(([name]) => wanted(name)).map(([, queue]) => queue.queueArn),
  });
  return new PolicyStatement({ actions: ['sqs:SendMessage'], resources });
}
