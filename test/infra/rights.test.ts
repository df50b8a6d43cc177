import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownershipName } from '../../functions/dns/plan/ownership-name.ts';
import { flat, judge } from './iam.ts';
import { rightsOf } from './policies.ts';
import { example, exampleWith, templateOf } from './stack.ts';

const template = templateOf();
const readable = (role: string, of = template): readonly string[] =>
  rightsOf(of, role)
    .flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) =>
          [Resource].flat().map((one) => `${action} ${flat(one).replaceAll(/[0-9A-F]{8}(?=[.>])/g, '')}`),
        ),
    )
    .filter((right) => !right.startsWith('logs:'))
    .sort();

const rows = '<StorageTable.Arn>';
const ofLanes = ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'DescribeTable', 'GetItem', 'PutItem', 'Query'];
const dynamo = (actions: readonly string[]) => actions.map((action) => `dynamodb:${action} ${rows}`);
const takes = (name: string) =>
  ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((action) => `sqs:${action} <${name}Queue.Arn>`);
const sends = (...queues: readonly string[]) => queues.map((queue) => `sqs:SendMessage <${queue}.Arn>`);
/** Whoever decides on names rings all who work for them. */
const ofNames = ['AlertsQueue', 'CertificatesQueue', 'ClaimsQueue', 'DnsQueue', 'MonitorsQueue', 'StatusQueue'];
const zones = example.zones.map(({ id }) => `arn:<AWS::Partition>:route53:::hostedzone/${id}`);
const certificates = 'arn:<AWS::Partition>:acm:eu-central-1:123456789012:certificate/*';
const listeners = ['arn:<AWS::Partition>:elasticloadbalancing:eu-central-1:123456789012:listener/app/*'];
const busArn = 'arn:<AWS::Partition>:events:eu-central-1:123456789012:event-bus/Firstlight';

/** All that each function may do beside writing its log: a right more, or one less, is a decision. */
it.each([
  [
    'Intake',
    [
      ...dynamo(['DescribeTable', 'GetItem', 'PutItem', 'Query']),
      ...takes('Intake'),
      ...sends('ClaimsQueue', 'IntakeDeadLetters', 'StatusQueue'),
    ],
  ],
  [
    'Claims',
    [...dynamo(ofLanes), `events:PutEvents ${busArn}`, ...takes('Claims'), ...sends('ClaimsDeadLetters', ...ofNames)],
  ],
  [
    'Dns',
    [
      ...dynamo(ofLanes),
      ...zones.flatMap((zone) =>
        ['ChangeResourceRecordSets', 'GetHostedZoneLimit', 'ListResourceRecordSets'].map(
          (action) => `route53:${action} ${zone}`,
        ),
      ),
      'route53:GetChange arn:<AWS::Partition>:route53:::change/*',
      `events:PutEvents ${busArn}`,
      ...takes('Dns'),
      ...sends('DnsDeadLetters', ...ofNames),
    ],
  ],
  [
    'Certificates',
    [
      ...dynamo(ofLanes),
      'acm:ListCertificates *',
      'acm:RequestCertificate *',
      ...['AddTagsToCertificate', 'DeleteCertificate', 'DescribeCertificate', 'ListTagsForCertificate'].map(
        (action) => `acm:${action} ${certificates}`,
      ),
      ...['DescribeListenerCertificates', 'DescribeListeners', 'DescribeLoadBalancers', 'DescribeTags'].map(
        (action) => `elasticloadbalancing:${action} *`,
      ),
      ...['AddListenerCertificates', 'RemoveListenerCertificates'].flatMap((action) =>
        listeners.map((listener) => `elasticloadbalancing:${action} ${listener}`),
      ),
      ...takes('Certificates'),
      ...sends('CertificatesDeadLetters', ...ofNames),
    ],
  ],
  ['CertificateEvents', [...dynamo(['GetItem', 'PutItem', 'Query']), ...sends('CertificatesQueue')]],
  [
    'Status',
    [
      ...dynamo(ofLanes),
      's3:GetObject <StorageStatus.Arn>/status/*',
      's3:ListBucket <StorageStatus.Arn>',
      's3:PutObject <StorageStatus.Arn>/status/*',
      ...takes('Status'),
      ...sends('AlertsQueue', 'StatusDeadLetters', 'StatusQueue'),
    ],
  ],
  [
    'Monitors',
    [
      ...dynamo(ofLanes),
      ...takes('Monitors'),
      ...sends('AlertsQueue', 'ClaimsQueue', 'MonitorsDeadLetters', 'MonitorsQueue', 'StatusQueue'),
    ],
  ],
  ['Alerts', [...dynamo(ofLanes), ...takes('Alerts'), ...sends('AlertsDeadLetters', 'AlertsQueue')]],
  ['Forwarderdemo', [`events:PutEvents ${busArn}`, 's3:GetObject <StorageStatus.Arn>/status/demo/*']],
  ['Sweep', [...dynamo(['BatchGetItem', 'DescribeTable', 'GetItem', 'Query']), ...sends(...ofNames)]],
  ['ConfigurationEntry', [...dynamo(['DescribeTable', 'GetItem', 'PutItem', 'Query']), ...sends(...ofNames)]],
])('%s may do exactly this', (role, rights) => {
  expect(readable(role)).toEqual([...rights].sort());
});

const entries = [
  'Intake',
  'Claims',
  'Dns',
  'Certificates',
  'Status',
  'Monitors',
  'Alerts',
  'Sweep',
  'ConfigurationEntry',
];

it('writes to no log but its own', () => {
  for (const name of entries) {
    const logs = rightsOf(template, name).filter(({ Action }) =>
      [Action].flat().some((one) => one.startsWith('logs:')),
    );
    expect(logs.map(({ Resource }) => flat(Resource))).toEqual([
      expect.stringMatching(new RegExp(`^<${name.replace('Entry', '')}EntryLog`)),
    ]);
  }
});

it('has no other wildcard than these', () => {
  const statements = Object.keys(template.findResources('AWS::IAM::Role')).flatMap((role) => rightsOf(template, role));
  const wild = statements
    .flatMap(({ Action, Resource }) => [...[Action].flat(), ...[Resource].flat().map(flat)])
    .filter((text) => text.includes('*'));
  expect([...new Set(wild.map((text) => text.replaceAll(/[0-9A-F]{8}(?=[.>])/g, '')))].sort()).toEqual([
    // What lists and describes takes no resource; a request is held to our tag, DNS and the edges' domains.
    '*',
    '<ConfigurationEntryFunction.Arn>:*',
    '<StorageStatus.Arn>/status/*',
    '<StorageStatus.Arn>/status/demo/*',
    certificates,
    ...listeners,
    'arn:<AWS::Partition>:route53:::change/*',
  ]);
});

/** The names as Route 53 hands them to IAM: what is not a-z, 0-9, -, _ or . in octal (Developer Guide, normalization). */
const normalised = (name: string) =>
  name.replaceAll(/[^a-z0-9_.-]/g, (character) => `\\${(character.codePointAt(0) ?? 0).toString(8).padStart(3, '0')}`);

interface Batch {
  readonly names: readonly string[];
  readonly types?: readonly string[];
  readonly actions?: readonly string[];
  readonly zone?: string;
}

function write(
  { names, types = ['A', 'TXT'], actions = ['CREATE', 'DELETE'], zone = example.zones[0]?.id ?? '' }: Batch,
  of = template,
) {
  return judge(rightsOf(of, 'Dns'), {
    action: 'route53:ChangeResourceRecordSets',
    resource: `arn:<AWS::Partition>:route53:::hostedzone/${zone}`,
    context: {
      'route53:ChangeResourceRecordSetsNormalizedRecordNames': names.map(normalised),
      'route53:ChangeResourceRecordSetsRecordTypes': types,
      'route53:ChangeResourceRecordSetsActions': actions,
    },
  });
}

describe('Route 53', () => {
  it('lets every name and ownership mark be written that a plan may hold', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
    const host = fc
      .tuple(fc.constantFrom('', '*.'), fc.array(label, { maxLength: 3 }))
      .map(([star, labels]) => `${star}${[...labels, 'example.com'].join('.')}`);
    const type = fc.constantFrom('A' as const, 'AAAA' as const, 'CNAME' as const);
    fc.assert(
      fc.property(host, type, fc.constantFrom('', 'own-', '%{record_type}.x-'), (name, kind, prefix) => {
        const place = {
          record: { name, type: kind },
          zoneName: 'example.com',
          ownership: { ...example.ownership, prefix },
        };
        expect(write({ names: [name, ownershipName(place).name], types: [kind, 'TXT'] })).toBe('allowed');
      }),
    );
  });

  it.each([
    ['a name of another zone', { names: ['www.example.net'] }],
    ['one such name among others', { names: ['www.example.com', 'www.example.net'] }],
    ['what keeps the zone alive', { names: ['example.com'], types: ['NS'] }],
    ['mail', { names: ['example.com'], types: ['MX'] }],
    ['a blind write', { names: ['www.example.com'], actions: ['UPSERT'] }],
    ['a zone that is not configured', { names: ['www.example.com'], zone: 'ZOTHER' }],
  ])('refuses %s', (_, batch) => {
    expect(write(batch)).toBe('not allowed');
  });

  it.each([
    ['observe', [], ['CREATE']],
    ['create-only', ['CREATE'], ['DELETE']],
    ['upsert-only', ['CREATE', 'DELETE'], []],
  ])('%s: IAM alone forbids more than that', (mode, allowed, refused) => {
    const of = templateOf(exampleWith({ mode }));
    const names = ['www.example.com'];
    expect(allowed.map((action) => write({ names, actions: [action] }, of))).toEqual(allowed.map(() => 'allowed'));
    expect(refused.map((action) => write({ names, actions: [action] }, of))).toEqual(refused.map(() => 'not allowed'));
  });

  it('takes the roles of zones in other accounts, and has no right of its own there', () => {
    const roleArn = 'arn:aws:iam::210987654321:role/firstlight-dns';
    const [first, ...others] = example.zones;
    const of = templateOf(exampleWith({ zones: [{ ...first, roleArn }, ...others] }));
    expect(readable('Dns', of)).toContain(`sts:AssumeRole ${roleArn}`);
    expect(readable('Dns', of).filter((right) => right.includes(first?.id ?? ''))).toEqual([]);
  });
});
