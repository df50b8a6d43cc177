import { describe, expect, it } from 'vitest';
import { begin, ingress } from '../support/manifests.ts';
import { ingressKind } from '../support/scene.ts';

describe('a file that does not parse', () => {
  it('keeps its last known objects, is reported, and stops every delete until it is mended', async () => {
    const { directory, scheduler, keys, problems } = await begin({
      'a.yaml': ingress('a'),
      'b.yaml': ingress('b'),
      'c.yaml': ingress('c'),
    });
    directory.write('a.yaml', 'apiVersion: [');
    directory.write('b.yaml', undefined);
    directory.write('d.yaml', ingress('d'));
    await scheduler.advance(4_000_000);
    expect(keys()).toEqual(['default/a', 'default/b', 'default/c', 'default/d']);
    expect(problems()).toMatchObject({
      '/a.yaml#1': { reason: 'Unparsable', message: expect.stringMatching(/just before\. Its 1 known object stays$/) },
    });
    directory.write('a.yaml', ingress('a'));
    await scheduler.advance(3_000);
    expect(keys()).toEqual(['default/a', 'default/c', 'default/d']);
    expect(problems()).toEqual({});
  });

  it('is reported from the start, and the others are told', async () => {
    const { keys, problems } = await begin({ 'a.yaml': 'apiVersion: [', 'b.yaml': `x: y: z\n---\n${ingress('b')}` });
    expect(keys()).toEqual(['default/b']);
    expect(Object.keys(problems())).toEqual(['/a.yaml#1', '/b.yaml#1']);
  });

  it('written half, then whole, is never a delete', async () => {
    const text = `${ingress('a')}---\n${ingress('b')}`;
    const { directory, scheduler, hub, keys } = await begin({ 'a.yaml': text });
    for (const part of [20, 40, 60, text.length - 40]) {
      directory.write('a.yaml', text.slice(0, part));
      await scheduler.advance(400);
    }
    directory.write('a.yaml', text);
    await scheduler.advance(10_000);
    expect(keys()).toEqual(['default/a', 'default/b']);
    const deletes = hub.messages
      .flatMap((message) => message.ranges)
      .filter((range) => range.kind === 'Ingress' && range.objects.length === 0);
    expect(deletes).toEqual([]);
  });

  it.each([
    ['cannot be read', 'unreadable'],
    ['is too large', 'large'],
  ])('stands still when it %s', async (_name, how) => {
    const { directory, scheduler, keys, problems } = await begin({ 'a.yaml': ingress('a') });
    if (how === 'large') directory.problems.set('a.yaml', 'has 9000000 bytes');
    directory.write('a.yaml', how);
    await scheduler.advance(10_000);
    expect(keys()).toEqual(['default/a']);
    expect(problems()).toMatchObject({ '/a.yaml#1': { reason: 'Unparsable' } });
  });
});

describe('a directory that is not there', () => {
  it('freezes what is known, says so, and goes on when it is back', async () => {
    const { directory, scheduler, hub, keys, problems } = await begin({
      'a.yaml': ingress('a'),
      'b.yaml': ingress('b'),
      'c.yaml': 'a: [',
    });
    directory.missing = true;
    directory.write('b.yaml', undefined);
    await scheduler.advance(60_000);
    expect(keys()).toEqual(['default/a', 'default/b']);
    const state = { state: 'forbidden', message: 'manifests cannot be listed: ENOENT: no such directory' };
    expect(hub.believes('firstlight.dev/Source')['/networking.k8s.io/Ingress']).toMatchObject(state);
    expect(problems()).toMatchObject({
      '/.': { reason: 'Unparsable', message: 'manifests is not there; nothing changes until it is back' },
      '/c.yaml#1': { reason: 'Unparsable' },
    });
    directory.missing = false;
    directory.write('c.yaml', 'a: b');
    await scheduler.advance(5_000);
    expect(keys()).toEqual(['default/a']);
    expect(hub.believes('firstlight.dev/Source')['/networking.k8s.io/Ingress']).toMatchObject({ state: 'listed' });
    expect(problems()).toEqual({});
  });

  it('at the start is said too', async () => {
    const { hub, problems } = await begin({}, true);
    expect(problems()).toMatchObject({ '/.': { message: expect.stringContaining('is not there') } });
    expect(hub.believes('firstlight.dev/Source')).toMatchObject({ '//Service': { state: 'forbidden' } });
  });
});

it('says which of two objects holds, and lets the other in when it goes', async () => {
  const { directory, scheduler, hub, problems } = await begin({
    'a.yaml': ingress('x', 'a.example.com'),
    'b.yaml': ingress('x', 'b.example.com'),
  });
  expect(hub.believes(ingressKind)).toMatchObject({ 'default/x': { rules: [{ host: 'a.example.com' }] } });
  expect(problems()).toMatchObject({ '/b.yaml#1': { reason: 'DuplicateObject' } });
  directory.write('a.yaml', undefined);
  await scheduler.advance(5_000);
  expect(hub.believes(ingressKind)).toMatchObject({ 'default/x': { rules: [{ host: 'b.example.com' }] } });
  expect(problems()).toEqual({});
});

it('stops for good', async () => {
  const { forwarder, scheduler } = await begin({ 'a.yaml': ingress('a') });
  await forwarder.stop();
  expect(scheduler.scheduled).toBe(0);
});
