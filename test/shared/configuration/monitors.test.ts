import { describe, expect, it } from 'vitest';
import { parseDocument } from '#shared/configuration/document.ts';
import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import { problemsIn } from './problems.ts';
import { sample } from './sample.ts';

const apiKey = { secretsManager: 'firstlight/uptimerobot', field: 'key' };
const main = { name: 'main', provider: 'uptimerobot', apiKey };
const withMonitors = (monitors: object) => ({ ...sample, monitors: { accounts: [main], ...monitors } });
const withAccount = (over: object) => withMonitors({ accounts: [{ ...main, ...over }] });
const withEdge = (monitors: object, rest: object = withMonitors({})) => ({
  ...rest,
  edges: sample.edges.map((edge, index) => (index === 0 ? { ...edge, monitors } : edge)),
});

describe('monitors', () => {
  it('have defaults', () => {
    expect(resolveConfiguration(withMonitors({})).monitors).toEqual({
      accounts: [{ ...main, adopt: [] }],
      account: 'main',
      enabled: 'all',
      intervalSeconds: 300,
      timeoutSeconds: 30,
      expect: [],
      contacts: [],
      regions: [],
      namespaces: [],
      afterRelease: { seconds: 600 },
    });
  });

  it('are the same when they are read again', () => {
    const contacts = ['ops', { contact: '12', delayMinutes: 5 }];
    const written = withMonitors({ contacts, path: '/up', namespaces: [{ namespaces: ['pr-*'], enabled: 'none' }] });
    const checked = resolveConfiguration(withEdge({ contacts: ['night'] }, written));
    expect(parseDocument(JSON.stringify(checked))).toEqual(checked);
    expect(checked.monitors?.contacts).toEqual([
      { contact: '12', delayMinutes: 5, repeatMinutes: 0 },
      { contact: 'ops', delayMinutes: 0, repeatMinutes: 0 },
    ]);
  });

  it.each([
    [{ ...sample, monitors: {} }, 'monitors.accounts: is missing – write a list of accounts, […]'],
    [withMonitors({ accounts: [] }), 'monitors.accounts: is empty – write at least one account'],
    [
      withMonitors({ accounts: [main, main] }),
      'monitors.accounts[1].name: is already the name of accounts[0] ("main") – give each account a name of its own',
    ],
    [
      withAccount({ provider: 'pingdom' }),
      'monitors.accounts[0].provider: is not known ("pingdom") – write one of uptimerobot',
    ],
    [
      withAccount({ apiKey: 'abc' }),
      'monitors.accounts[0].apiKey: is not an object – write { secretsManager, field, ssm, … }',
    ],
    [
      withMonitors({ intervalSeconds: 5 }),
      'monitors.intervalSeconds: is not within the bounds (5) – write a whole number of seconds from 30 to 86400',
    ],
    [
      withMonitors({ expect: ['2XX'] }),
      "monitors.expect[0]: is not a code or class of HTTP (\"2XX\") – write codes such as '401' and classes such as '2xx'",
    ],
    [
      withMonitors({ path: '//b.example.com' }),
      'monitors.path: is not a path ("//b.example.com") – write one that begins with one "/", such as /healthz',
    ],
    [withMonitors({ regions: ['eu'] }), 'monitors.regions[0]: is not known ("eu") – did you mean europe?'],
    [
      withMonitors({ afterRelease: 'after' }),
      "monitors.afterRelease: is not known (\"after\") – write 'immediately', 'never' or { seconds }",
    ],
    [
      withMonitors({ contacts: [{ contact: 'ops', delay: 5 }] }),
      'monitors.contacts[0].delay: is not known here – known are contact, delayMinutes, repeatMinutes',
    ],
    [
      withMonitors({ account: 'two' }),
      'monitors.account: is not an account of this configuration ("two") – write one of main',
    ],
    [
      withMonitors({ namespaces: [{ namespaces: ['shop'], cluster: 'moon' }] }),
      'monitors.namespaces[0].cluster: is not a cluster of this configuration ("moon") – write one of demo, spare, or add it to clusters',
    ],
    [
      withEdge({ account: 'two' }),
      'edges[0].monitors.account: is not an account of this configuration ("two") – write one of main',
    ],
    [
      withEdge({ intervalSecond: 60 }),
      'edges[0].monitors.intervalSecond: is not known here – did you mean intervalSeconds?',
    ],
    [
      withEdge({ intervalSeconds: 60 }, sample),
      'edges[0].monitors: has no effect without monitors – add monitors with an account, or remove it',
    ],
  ])('%#: one exact line says what is wrong', (written, line) => {
    expect(problemsIn(written)).toEqual([line]);
  });

  it('never repeat a key that stands in the place of its name', () => {
    const key = 'u1234567-0123456789abcdef01234567';
    const [line] = problemsIn(withAccount({ apiKey: { ssm: key } }));
    expect(line).toMatch(/never the secret itself/);
    expect(line).not.toContain(key);
  });
});
