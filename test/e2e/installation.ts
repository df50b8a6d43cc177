import type { ConfigurationInput } from '#shared/configuration/define.ts';

/** One cluster with a zone and an edge of its own, so that tests that run at the same time do not meet. */
export const parts = [
  'names',
  'poison',
  'killed',
  'faults',
  'guard',
  'burst',
  'lost',
  'order',
  'secure',
  'alerts',
  'watched',
] as const;

export const account = '111111111111';
/** Where nothing runs by itself, so that the rights of functions can be judged. */
export const rightsAccount = '555555555555';
export const region = 'eu-central-1';

/** Whose edge has certificates; they lie beneath a top-level domain that there is: ACM issues for no other. */
const secured = ['secure', 'rights'];
export const zoneName = (part: string): string => (secured.includes(part) ? `${part}.example.net` : `${part}.example`);
export const zoneId = (part: string): string => `Z0E2E${part.toUpperCase()}`;
export const loadBalancer = { dnsName: 'lb-1.eu-central-1.elb.amazonaws.com', hostedZoneId: 'Z215JYRZR1TBD5' };

/** The one of an account that certificates are put on, known by its ARN. */
export const securedLoadBalancer = (of = account) => ({
  dnsName: 'secure-1.eu-central-1.elb.amazonaws.com',
  hostedZoneId: 'Z215JYRZR1TBD5',
  arn: `arn:aws:elasticloadbalancing:${region}:${of}:loadbalancer/app/secure/50dc6c495c0c9188`,
});

export const slackSecret = 'firstlight/slack';
export const webhookParameter = '/firstlight/webhook';
export const pagerName = 'pager';

/** Where people are told; each channel of what happens in the namespace of its name, the first one of all else. */
const alertsIn = (hubAccount: string): NonNullable<ConfigurationInput['alerts']> => ({
  channels: [
    { name: 'ops', kind: 'slack', token: { secretsManager: slackSecret, field: 'token' }, channel: '#ops' },
    { name: 'hook', kind: 'slack-webhook', url: { ssm: webhookParameter } },
    { name: 'pager', kind: 'sns', topicArn: `arn:aws:sns:${region}:${hubAccount}:${pagerName}` },
  ],
  routes: ['hook', 'pager'].map((name) => ({ namespaces: [name], to: [name] })),
});
/** The installations whose people are told. */
const tells = ['alerts', 'rights', 'watched'];

export const uptimeSecret = 'firstlight/uptimerobot';
export const hookSecret = 'firstlight/hook';

/** One account with a webhook, which watches what an edge asks for. */
const monitors: NonNullable<ConfigurationInput['monitors']> = {
  accounts: [
    {
      name: 'main',
      provider: 'uptimerobot',
      apiKey: { secretsManager: uptimeSecret, field: 'key' },
      webhook: { secret: { secretsManager: hookSecret } },
    },
  ],
  enabled: 'none',
  intervalSeconds: 30,
};
/** The parts whose names are watched. */
const watched = ['rights', 'watched'];

/** The configuration of an installation with these parts; `releaseAfterSeconds` short, so that tests see names go. */
export function configurationOf(names: readonly string[], hubAccount = account): ConfigurationInput {
  return {
    hub: { account: hubAccount, region },
    mode: 'sync',
    zones: names.map((name) => ({ name: zoneName(name), id: zoneId(name), view: 'public' })),
    clusters: names.map((name) => ({ name, forwarder: { assumedBy: [`arn:aws:iam::${hubAccount}:role/pipeline`] } })),
    edges: names.map((name) => ({
      name,
      cluster: name,
      view: 'public',
      classes: ['public'],
      domains: [zoneName(name)],
      releaseAfterSeconds: 1,
      loadBalancer: { use: secured.includes(name) ? securedLoadBalancer(hubAccount) : loadBalancer },
      ...(watched.includes(name) ? { monitors: { enabled: 'all' } } : {}),
    })),
    ...(names.some((name) => tells.includes(name)) ? { alerts: alertsIn(hubAccount) } : {}),
    ...(names.some((name) => watched.includes(name)) ? { monitors } : {}),
  };
}

export const zonesOf = (names: readonly string[]) =>
  names.map((name) => ({ id: zoneId(name), name: zoneName(name), private: false }));
