import type { Construct } from 'constructs';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { acknowledge, acknowledgeWildcards, arnOf } from './acknowledge.ts';
import { wordedAlarm } from './alarm.ts';
import { alertsOf } from './alerts.ts';
import { Capability, LaneCapability } from './capability.ts';
import { type Installation, ring } from './installation.ts';
import { functionMetric } from './metrics.ts';
import { monitorsOf } from './monitors.ts';
import { ownSource, speak } from './rights/bus.ts';
import { keepCertificates } from './rights/certificates.ts';
import { changeZones } from './rights/route53.ts';
import { writeStatus } from './rights/status.ts';
import { useTable } from './rights/table.ts';

/** All capabilities, in the order in which an event passes them. A further one: one more entry. */
export function capabilities(scope: Construct, installation: Installation, configuration: CheckedConfiguration) {
  const { bus, checksSource, statusBucket, table } = installation;
  const tellFacts = speak({ busArn: bus.eventBusArn, source: ownSource, checksSource });
  const intake = new Capability(scope, 'Intake', {
    installation,
    name: 'intake',
    entry: 'functions/intake/lambda.ts',
    description: 'Checks what clusters say and stores it',
    rights: [useTable(table, 'write'), ring(installation, ['claims', 'status'])],
    batchSize: 10,
    concurrency: 10,
    impact:
      'Something that a cluster said was not understood or could not be stored: changes of its names may be missing.',
    runbook: 'dead-letters',
  });
  wordedAlarm(intake, 'UnknownVersion', {
    metric: functionMetric('MessageUnknownVersion', 'intake'),
    above: 0,
    topic: installation.alarms,
    impact: 'A forwarder is newer than this installation: what it says waits in the dead letters.',
    runbook: 'unknown-version',
  });
  const claims = new LaneCapability(scope, 'Claims', {
    installation,
    name: 'claims',
    entry: 'functions/claims/lambda.ts',
    description: 'Decides which names are wanted, and by whom',
    rights: [
      useTable(table, 'work'),
      ring(installation, ['alerts', 'certificates', 'claims', 'dns', 'monitors', 'status']),
      tellFacts,
    ],
    concurrency: 10,
    impact:
      'Calls to decide on names failed again and again; sweep rings again each minute, so only the crashes themselves need a look.',
    runbook: 'dead-letters',
  });
  const dns = new LaneCapability(scope, 'Dns', {
    installation,
    name: 'dns',
    entry: 'functions/dns/lambda.ts',
    description: 'Makes the hosted zones match',
    rights: [
      useTable(table, 'work'),
      ring(installation, ['alerts', 'certificates', 'claims', 'dns', 'monitors', 'status']),
      tellFacts,
      ...changeZones(configuration),
    ],
    concurrency: 10,
    impact:
      'Calls to write names failed again and again; sweep rings again each minute, so only the crashes themselves need a look.',
    runbook: 'dead-letters',
  });
  acknowledge(dns, {
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:route53:::change/*]':
      'Reads whether a change is everywhere; changes have no owner in IAM, and their ids are known only afterwards.',
  });
  const certificates = certificatesOf(scope, installation, configuration);
  const status = new LaneCapability(scope, 'Status', {
    installation,
    name: 'status',
    entry: 'functions/status/lambda.ts',
    description: 'Tells clusters how far their names are',
    environment: { FIRSTLIGHT_STATUS_BUCKET: statusBucket.bucketName },
    rights: [useTable(table, 'work'), ring(installation, ['alerts', 'status']), ...writeStatus(statusBucket)],
    concurrency: 10,
    impact:
      'Calls to tell clusters of their names failed again and again; names go on, what kubectl get sites shows is old.',
    runbook: 'dead-letters',
  });
  acknowledge(status, {
    [`AwsSolutions-IAM5[Resource::${arnOf(statusBucket)}/status/*]`]:
      'The status of each cluster is an index and up to 64 parts.',
  });
  const monitors = monitorsOf(scope, installation, configuration);
  const alerts = alertsOf(scope, installation, configuration);
  return { intake, claims, dns, certificates, status, monitors, alerts };
}

function certificatesOf(scope: Construct, installation: Installation, configuration: CheckedConfiguration) {
  const rights = keepCertificates(configuration);
  const certificates = new LaneCapability(scope, 'Certificates', {
    installation,
    name: 'certificates',
    entry: 'functions/certificates/lambda.ts',
    description: 'Sees that names have certificates on their load balancers',
    rights: [
      useTable(installation.table, 'work'),
      ring(installation, ['alerts', 'certificates', 'claims', 'dns', 'monitors', 'status']),
      ...rights,
    ],
    concurrency: 10,
    impact:
      'Calls to request or attach certificates failed again and again; what is attached stays, and ACM renews it by itself.',
    runbook: 'dead-letters',
  });
  acknowledgeWildcards(certificates, rights);
  return certificates;
}
