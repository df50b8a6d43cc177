import type { MonitorPolicy } from '#shared/domain/monitor-policy.ts';

const account = { provider: 'uptimerobot', apiKey: { environment: 'KEY' }, adopt: [] } as const;

/** Everything is watched every five minutes; the first account is the default. */
export const monitorPolicy: MonitorPolicy = {
  accounts: [
    { ...account, name: 'main' },
    { ...account, name: 'two' },
  ],
  account: 'main',
  enabled: 'all',
  intervalSeconds: 300,
  timeoutSeconds: 30,
  expect: [],
  contacts: [],
  regions: [],
  namespaces: [],
  afterRelease: { seconds: 600 },
};
