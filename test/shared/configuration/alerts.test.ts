import { describe, expect, it } from 'vitest';
import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import { problemsIn } from './problems.ts';
import { sample } from './sample.ts';

const token = { secretsManager: 'firstlight/slack', field: 'token' };
const ops = { name: 'ops', kind: 'slack', token, channel: '#ops' };
const withAlerts = (alerts: unknown) => ({ ...sample, alerts });
const withChannel = (channel: unknown) => withAlerts({ channels: [channel] });
const withRoute = (route: unknown) => withAlerts({ channels: [ops], routes: [route] });

/** One for each of a hundred clusters, and more. */
const many = Array.from({ length: 300 }, (_, at) => ({ ...ops, name: `team${at}` }));

describe('alerts', () => {
  it('may have a channel for every team', () => {
    expect(problemsIn(withAlerts({ channels: many }))).toEqual([]);
  });

  it('have defaults', () => {
    expect(resolveConfiguration(withAlerts({ channels: [ops] })).alerts).toEqual({
      channels: [ops],
      routes: [],
      digestFrom: 3,
      flapWindowSeconds: 600,
    });
  });

  it.each([
    [withAlerts({}), 'alerts.channels: is missing – write a list of channels, […]'],
    [withAlerts({ channels: [] }), 'alerts.channels: is empty – write at least one channel'],
    [
      withAlerts({ channels: [ops, ops] }),
      'alerts.channels[1].name: is already the name of channels[0] ("ops") – give each channel a name of its own',
    ],
    [
      withChannel({ name: 'ops', kind: 'slack', token }),
      'alerts.channels[0]: does not fit its kind slack – write token and channel, nothing else',
    ],
    [
      withChannel({ ...ops, kind: 'webhook' }),
      'alerts.channels[0].kind: is not known ("webhook") – did you mean slack-webhook?',
    ],
    [
      withChannel({ ...ops, channel: 'Ops' }),
      'alerts.channels[0].channel: is not a channel of Slack ("Ops") – write its id (C0123456789) or its name with #, for example #ops',
    ],
    [
      withChannel({ ...ops, token: {} }),
      'alerts.channels[0].token: does not say where the secret is – write exactly one of secretsManager (with field, where it is JSON), ssm and environment',
    ],
    [
      withRoute({ to: ['pager'] }),
      'alerts.routes[0].to[0]: is not a channel of this configuration ("pager") – write one of ops',
    ],
    [withChannel({ ...ops, name: 'off' }), 'alerts.channels[0].name: is the word for nobody ("off") – write another'],
    [
      withChannel({ ...ops, offeredTo: [{ namespaces: [] }] }),
      'alerts.channels[0].offeredTo[0].namespaces: is empty – write at least one namespace pattern',
    ],
    [
      withChannel({ ...ops, offeredTo: [{ namespaces: ['shop'], cluster: 'nowhere' }] }),
      'alerts.channels[0].offeredTo[0].cluster: is not a cluster of this configuration ("nowhere") – write one of demo, spare, or add it to clusters',
    ],
    [
      withAlerts({ channels: many, routes: [{ to: many.slice(0, 21).map(({ name }) => name) }] }),
      'alerts.routes[0].to: has too many channels – write at most 20: one message may be enough',
    ],
    [
      withRoute({ to: ['ops'], about: ['monitors'] }),
      'alerts.routes[0].about[0]: is not known ("monitors") – did you mean monitor?',
    ],
  ])('%#: one exact line says what is wrong', (written, line) => {
    expect(problemsIn(written)).toEqual([line]);
  });

  it('never repeat a token that stands in the place of its name', () => {
    const [line] = problemsIn(withChannel({ ...ops, token: { ssm: 'xoxb-1-secret' } }));
    expect(line).toMatch(/never the secret itself/);
    expect(line).not.toContain('xoxb-1-secret');
  });

  it('name edges and clusters that there are', () => {
    expect(problemsIn(withRoute({ to: [], edge: 'nowhere' }))).toEqual([
      expect.stringMatching(/^alerts\.routes\[0\]\.edge: is not an edge of this configuration/),
    ]);
  });
});
