import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { metricUnits } from '#shared/runtime/metrics.ts';
import { flat } from './iam.ts';
import { templateOf } from './stack.ts';

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const anchors = new Set(
  [...runbook.matchAll(/^## (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-')),
);

const alarm = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).nonempty(),
  OKActions: z.array(z.unknown()).nonempty(),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })),
  Threshold: z.number(),
  TreatMissingData: z.string(),
});
const template = templateOf();
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map((one) =>
  alarm.parse(one['Properties']),
);

it('watches all that the runbook knows', () => {
  const watched = alarms.map(({ MetricName, Dimensions }) =>
    [MetricName, ...Dimensions.map(({ Value }) => flat(Value).replace(/[0-9A-F]{8}\.QueueName|[<>]/g, ''))].join(' '),
  );
  expect(watched.sort()).toEqual([
    'ApproximateNumberOfMessagesVisible AlertsDeadLetters',
    'ApproximateNumberOfMessagesVisible CertificatesDeadLetters',
    'ApproximateNumberOfMessagesVisible ClaimsDeadLetters',
    'ApproximateNumberOfMessagesVisible DnsDeadLetters',
    'ApproximateNumberOfMessagesVisible IntakeDeadLetters',
    'ApproximateNumberOfMessagesVisible MonitorsDeadLetters',
    'ApproximateNumberOfMessagesVisible StatusDeadLetters',
    'CertificateQuotaReached sweep',
    'CertificatesFailed sweep',
    'DrainStopped alerts',
    'DrainStopped certificates',
    'DrainStopped claims',
    'DrainStopped dns',
    'DrainStopped monitors',
    'DrainStopped status',
    'LoadBalancersNearlyFull sweep',
    'MessageStale demo claims',
    'MessageUnknownVersion intake',
    'OldestDueItemAge sweep',
    'ParkedInternalError alerts',
    'ParkedInternalError certificates',
    'ParkedInternalError claims',
    'ParkedInternalError dns',
    'ParkedInternalError monitors',
    'ParkedInternalError status',
    'RenewalsBlocked sweep',
    'WalkAge demo sweep',
  ]);
});

it('watches metrics that are published', () => {
  const own = alarms.filter(({ Namespace }) => Namespace === 'Firstlight').map(({ MetricName }) => MetricName);
  expect(own.filter((name) => !Object.hasOwn(metricUnits, name))).toEqual([]);
});

it.each(alarms.map((one) => [one.MetricName, one] as const))('%s says what it means and what to do', (_, one) => {
  const [, impact, anchor] = /^(.{40,}[.]) What to do: docs\/runbook\.md#(\S+)$/.exec(one.AlarmDescription) ?? [];
  expect(impact).toBeDefined();
  expect(anchors).toContain(anchor);
});

it('rings when sweep falls silent', () => {
  const oldest = alarms.find(({ MetricName }) => MetricName === 'OldestDueItemAge');
  expect(oldest).toMatchObject({ TreatMissingData: 'breaching', Threshold: 900 });
});

it('watches every dead-letter queue', () => {
  const letters = Object.keys(template.findResources('AWS::SQS::Queue')).filter((id) => id.includes('DeadLetters'));
  const watched = alarms.flatMap(({ Dimensions }) => Dimensions.map(({ Value }) => flat(Value)));
  expect(letters.filter((id) => !watched.includes(`<${id}.QueueName>`))).toEqual([]);
});
