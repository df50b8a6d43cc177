import { describe, it } from 'vitest';
import { startReader } from './reader.ts';

const nothingToDo = 'no changes (publishes 0 names, refuses 0, releases 0)';

describe('docs/migrating-from-external-dns.md', { timeout: 180_000 }, () => {
  it('is followed word for word, from the first look to the way back', async ({ expect }) => {
    await using reader = await startReader();
    const flags = await reader.type('sh');
    expect(flags.output).toContain('--txt-owner-id=old-cluster');
    reader.save('firstlight.config.ts');
    expect(await reader.type('sh')).toEqual({ exitCode: 0, output: '' });

    const observing = await reader.begin('sh');
    const compared = await reader.type('sh');
    expect(compared.output).toContain('NameTaken: A example.com exists and is not ours');
    expect(compared.output).toContain('no changes (publishes 0 names, refuses 0, releases 0, cannot serve 1)');
    const marked = await reader.type('sh');
    expect(marked.output).toContain('zone:example.com is resumed');
    expect(marked.output).toContain(nothingToDo);
    await observing.end();

    const holding = await reader.begin('sh');
    const held = await reader.type('sh');
    expect(held.output).toContain('11 names, 11 ready');
    expect(held.output).toContain('Nothing was changed');
    expect(held.output).toMatch(/^the same$/m);
    const back = await reader.type('sh');
    expect(back.output).toContain('external-dns leaves 2 alone');
    expect(back.output).toContain('All records are already up to date');
    await holding.end();
    expect(reader.changes()).toBe(0);
    expect(reader.atEnd()).toBe(true);
  });
});
