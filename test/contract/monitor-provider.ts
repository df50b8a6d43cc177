import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MonitorProvider } from '../../functions/monitors/ports.ts';
import { keyworded, spec } from './monitor-far-side.ts';

/** A provider to be judged by. */
export interface FarProvider {
  readonly provider: MonitorProvider;
  /** Lets pass what has to pass before a change can be read. */
  settle(): Promise<void> | void;
  close(): Promise<void>;
}

/** All pages of a list. */
export async function all<Item>(
  read: (from?: string) => Promise<{ value: { items: readonly Item[]; next?: string } }>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let from: string | undefined, first = true; first || from !== undefined; first = false) {
    const { value } = await read(from);
    items.push(...value.items);
    from = value.next;
  }
  return items;
}

/** What the function gets from every provider. */
export function monitorProviderContract(name: string, open: () => Promise<FarProvider>): void {
  describe(`monitor provider: ${name}`, () => {
    let far: FarProvider;
    beforeEach(async () => {
      far = await open();
    });
    afterEach(() => far.close());

    it.each([
      ['by status', spec],
      ['by keyword', keyworded],
    ])('reads back what was made, %s, word for word', async (_title, wish) => {
      const made = await far.provider.create(wish);
      expect(made.value.spec).toEqual(wish);
      await far.settle();
      const read = await far.provider.get(made.value.id);
      expect(read.value).toMatchObject({ id: made.value.id, spec: wish, status: 'unchecked', statusPages: [] });
    });

    it('changes all of it but the keyword’s being there', async () => {
      const { value } = await far.provider.create(keyworded);
      const wish = {
        ...keyworded,
        name: 'other',
        url: 'https://b.example.com/',
        intervalSeconds: 120,
        timeoutSeconds: 10,
        method: 'HEAD',
        expectedStatuses: ['401'],
        followRedirects: true,
        verifyTls: false,
        keyword: { text: 'b', caseSensitive: true, downWhile: 'present' },
        regions: ['asia'],
        contacts: [],
        maintenanceWindows: [],
        tags: ['firstlight'],
      } as const;
      expect((await far.provider.update(value.id, wish)).value?.spec).toEqual(wish);
      await far.settle();
      expect((await far.provider.get(value.id)).value?.spec).toEqual(wish);
    });

    it('lists by tag, any of them', async () => {
      const made = await far.provider.create(spec);
      const other = await far.provider.create({ ...spec, tags: ['other'] });
      await far.settle();
      const ids = async (tags: readonly string[]) =>
        (await all((from) => far.provider.list({ tags, ...(from === undefined ? {} : { from }) }))).map(({ id }) => id);
      expect(await ids(['site-1'])).toEqual([made.value.id]);
      expect((await ids(['other', 'site-1'])).toSorted()).toEqual([made.value.id, other.value.id].toSorted());
      expect(await ids(['nobodys'])).toEqual([]);
    });

    it('pauses, resumes and deletes, as often as it is asked', async () => {
      const { id } = (await far.provider.create(spec)).value;
      for (const status of ['paused', 'paused'] as const)
        expect((await far.provider.pause(id)).value?.status).toBe(status);
      for (const status of ['unchecked', 'unchecked'] as const)
        expect((await far.provider.resume(id)).value?.status).toBe(status);
      expect((await far.provider.delete(id)).value).toBe('deleted');
      await far.settle();
      expect((await far.provider.delete(id)).value).toBe('deleted');
      expect((await far.provider.get(id)).value).toBeUndefined();
      expect((await far.provider.update(id, spec)).value).toBeUndefined();
      expect((await far.provider.pause(id)).value).toBeUndefined();
      expect((await far.provider.resume(id)).value).toBeUndefined();
    });

    it('keeps webhooks: made, found, changed, deleted', async () => {
      const wish = {
        name: 'Firstlight <1>',
        url: 'https://hook.example.com/v1/a?b=1&c=2',
        body: '{"id":"*monitorID*"}',
        headers: { 'x-secret': 'one' },
      };
      const { id } = (await far.provider.createWebhook(wish)).value;
      const found = async () => (await all((from) => far.provider.webhooks(from))).find((one) => one.id === id);
      await far.settle();
      expect(await found()).toEqual({ id, name: wish.name, url: wish.url, headers: wish.headers });
      expect((await all((from) => far.provider.contacts(from))).map((one) => one.id)).toContain(id);
      const changed = await far.provider.updateWebhook(id, { ...wish, headers: { 'x-secret': 'two' } });
      expect(changed.value?.headers).toEqual({ 'x-secret': 'two' });
      expect((await far.provider.deleteWebhook(id)).value).toBe('deleted');
      await far.settle();
      expect(await found()).toBeUndefined();
      expect((await far.provider.deleteWebhook(id)).value).toBe('deleted');
      expect((await far.provider.updateWebhook(id, wish)).value).toBeUndefined();
    });

    it('tells the pace with every answer', async () => {
      const first = (await far.provider.account()).pacing;
      const { pacing } = await far.provider.account();
      expect(pacing.limit).toBeGreaterThan(0);
      expect(pacing.remaining).toBe((first.remaining ?? 0) - 1);
      expect(pacing.resetMs).toBe(first.resetMs);
    });
  });
}
