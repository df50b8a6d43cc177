import { describe, expect, it } from 'vitest';
import { begin, ingress } from '../support/manifests.ts';
import { ingressKind } from '../support/scene.ts';

describe('a directory', () => {
  it('is told at once', async () => {
    const { keys, forwarder } = await begin({
      'a.yaml': ingress('a'),
      'b.yaml': `${ingress('b')}---\n${ingress('c')}`,
    });
    expect(keys()).toEqual(['default/a', 'default/b', 'default/c']);
    expect(forwarder.idle()).toBe(true);
  });

  it('is followed: files written, changed and removed', async () => {
    const { directory, scheduler, keys, hub } = await begin({ 'a.yaml': ingress('a'), 'b.yaml': ingress('b') });
    directory.write('a.yaml', ingress('a', 'new.example.com'));
    directory.write('b.yaml', undefined);
    directory.write('c.yaml', ingress('c'));
    await scheduler.advance(3_000);
    expect(keys()).toEqual(['default/a', 'default/c']);
    expect(hub.believes(ingressKind)['default/a']).toMatchObject({ rules: [{ host: 'new.example.com' }] });
  });

  it('is looked at from time to time where watching tells nothing', async () => {
    const { directory, scheduler, keys } = await begin({});
    directory.files.set('a.yaml', ingress('a'));
    await scheduler.advance(30_500);
    expect(keys()).toEqual(['default/a']);
  });

  it('is read when it is quiet, and after a second of unrest anyway', async () => {
    const { directory, scheduler, keys } = await begin({});
    for (let turn = 0; turn < 20; turn += 1) {
      directory.write('a.yaml', ingress('a', `h${turn}.example.com`));
      await scheduler.advance(90);
    }
    expect(keys()).toEqual(['default/a']);
  });

  it('that loses a file for a moment loses nothing', async () => {
    const { directory, scheduler, hub } = await begin({ 'a.yaml': ingress('a') });
    directory.write('a.yaml', undefined);
    await scheduler.advance(1_500);
    directory.write('a.yaml', ingress('a', 'again.example.com'));
    await scheduler.advance(10_000);
    const said = hub.messages.slice(1).flatMap((message) => message.ranges);
    expect(said.map((range) => range.objects.length)).toEqual([1]);
  });

  it('moves an object to another file without a delete', async () => {
    const { directory, scheduler, hub, keys } = await begin({ 'a.yaml': ingress('a') });
    directory.write('b.yaml', ingress('a'));
    directory.write('a.yaml', undefined);
    await scheduler.advance(10_000);
    expect(keys()).toEqual(['default/a']);
    expect(hub.messages).toHaveLength(1);
  });
});
