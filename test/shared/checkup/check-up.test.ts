import { describe, expect, it } from 'vitest';
import { type CheckUp, checkUp } from '../../../shared/checkup/check-up.ts';
import type { Finding } from '../../../shared/checkup/finding.ts';
import { PermanentError } from '../../../shared/errors/kinds.ts';
import { configurationKey, writeConfiguration } from '../../../shared/runtime/configuration-row.ts';

import { configuration, installation, looked, wrong } from './installation.ts';

describe('a check-up', () => {
  it('finds nothing wrong with what is well, and tells what it looked at', async () => {
    const { check } = await installation();
    const found = await checkUp(check);
    expect(wrong(found)).toEqual([]);
    expect(new Set(found.map(({ subject }) => subject))).toEqual(
      new Set([
        ...['version', 'table', 'configuration', 'queue dns', 'queue claims', 'dead letters dns', 'doorbell claims'],
        ...[
          'doorbell dns',
          'doorbell status',
          'bus hub',
          'zone example.com (public)',
          'zone example.com (private)',
          'cluster demo',
          'lanes',
        ],
      ]),
    );
  });

  it('writes nothing', async () => {
    const { check, table } = await installation();
    const before = await table.query({ pk: configurationKey.pk });
    await checkUp(check);
    expect(await table.query({ pk: configurationKey.pk })).toEqual(before);
  });

  it.each<[string, (check: CheckUp) => Partial<CheckUp>, Partial<Finding>]>([
    ['another version', () => ({ deployedVersion: '1.3.0' }), { level: 'WARN', subject: 'version' }],
    [
      'dead letters',
      () => ({ queues: looked({ 'q/dns-dead': { visible: 3 } }) }),
      { level: 'WARN', subject: 'dead letters dns', message: '3 wait' },
    ],
    [
      'a crowded queue',
      () => ({ queues: looked({ 'q/dns': { visible: 5_000 } }) }),
      { level: 'WARN', subject: 'queue dns' },
    ],
    [
      'a clock that is wrong',
      ({ now }) => ({ queues: looked({ 'q/dns': { farMs: now() - 100_000 } }) }),
      { level: 'WARN', subject: 'clock', message: 'this machine is 100 s ahead of AWS' },
    ],
    [
      'a clock so wrong that AWS refuses it',
      ({ now }) => ({ queues: looked({ 'q/dns': { farMs: now() + 400_000 } }) }),
      { level: 'FAIL', subject: 'clock', message: 'this machine is 400 s behind AWS' },
    ],
    [
      'a bus that is gone',
      () => ({ bus: { name: 'hub', describe: () => Promise.reject(new Error('no bus')) } }),
      { level: 'FAIL', subject: 'bus hub', message: 'no bus' },
    ],
    [
      'a doorbell without rights',
      () => ({ doorbell: { ring: () => Promise.reject(new Error('denied')) } }),
      { level: 'WARN', subject: 'doorbell dns' },
    ],
    [
      'another zone under the id',
      ({ connect }) => ({
        connect: (zone) => ({ ...connect(zone), describe: async () => ({ name: 'example.org', isPrivate: false }) }),
      }),
      { level: 'FAIL', subject: 'zone example.com (public)', message: 'Z1EXAMPLE00 is the public zone example.org' },
    ],
    [
      'the other view of a name',
      ({ connect }) => ({
        connect: (zone) => ({ ...connect(zone), describe: async () => ({ name: zone.name, isPrivate: true }) }),
      }),
      { level: 'FAIL', subject: 'zone example.com (public)' },
    ],
    [
      'a zone that is nearly full',
      ({ connect }) => ({
        connect: (zone) => ({ ...connect(zone), recordLimit: async () => ({ count: 9_500, most: 10_000 }) }),
      }),
      { level: 'WARN', subject: 'zone example.com (public)' },
    ],
  ])('tells of %s, with what to do', async (_, over, expected) => {
    const { check } = await installation();
    const found = wrong(await checkUp({ ...check, ...over(check) }));
    expect(found).toContainEqual(expect.objectContaining(expected));
    expect(found.every(({ remedy }) => remedy !== undefined && remedy.length > 10)).toBe(true);
  });

  it('only warns of a zone in another account that it may not look at itself', async () => {
    const { check, table } = await installation();
    const document = configuration();
    const zones = document.zones.map((zone) => ({ ...zone, roleArn: 'arn:aws:iam::444455556666:role/dns' }));
    await writeConfiguration(table, { ...document, zones });
    const denied = () => Promise.reject(new PermanentError('AccessDenied', 'no'));
    const found = await checkUp({ ...check, connect: () => ({ describe: denied, recordLimit: denied }) });
    expect(found.find(({ subject }) => subject === 'zone example.com (public)')).toMatchObject({
      level: 'WARN',
      remedy: expect.stringContaining('arn:aws:iam::444455556666:role/dns must trust'),
    });
  });
});
