import { describe, expect, it } from 'vitest';
import { drawFrame } from '../../../local/start/frame.ts';
import type { ReleaseEntry, SiteEntry } from '../../../shared/overview/document.ts';
import { documentOf, siteOf } from '../../support/sandbox-document.ts';

const around = {
  clusters: ['demo'],
  mode: 'sync',
  manifests: 'examples/manifests',
  publicPort: 5300,
  privatePort: 5301,
  notes: [],
  nowMs: Date.parse('2026-01-02T03:04:05Z'),
};
const screen = { columns: 120, rows: 40, colors: false };
const release: ReleaseEntry = {
  host: 'old.example.com',
  view: 'public',
  setIdentifier: '',
  due: '2026-01-02T03:04:05.000Z',
  state: 'waiting',
};
const draw = (document = documentOf(), over: Partial<typeof screen> = {}): string =>
  drawFrame(document, around, { ...screen, ...over }).join('\n');
const failing = (message: string, over: Partial<SiteEntry> = {}): SiteEntry =>
  siteOf({
    ready: false,
    conditions: [
      { type: 'Accepted', status: 'True', reason: 'Accepted', message: '' },
      { type: 'DnsReady', status: 'False', reason: 'NameTaken', message },
    ],
    ...over,
  });
/** The text without what the layout does to it. */
const joined = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('what a person must be able to read', () => {
  const host = `${'a'.repeat(60)}.${'b'.repeat(60)}.example.com`;

  it.each([[60], [80], [200]])('is whole at %d columns: failures, long words too', (columns) => {
    const words = 'CNAME web.example.com → legacy.example.net stands there without our mark';
    const text = draw(documentOf({ sites: [failing(words), failing(`${words} ${host}`, { host })] }), { columns });
    expect(joined(text)).toContain(words);
    expect(text.replaceAll(/\s/g, '')).toContain(host);
    expect(text).toMatch(/✗ failed +NameTaken/);
  });

  it('is not pushed away by one long host, nor by the object said twice', () => {
    const message = 'Ingress/shop/x: its class leads nowhere';
    const skipped = [{ source: 'Ingress/shop/x', host, reason: 'UnknownClass', message }] as const;
    expect(draw(documentOf({ skipped }))).toMatch(/ {2}a{39}… {2}Ingress\/shop\/x {2}UnknownClass {2}its class leads/);
  });

  it('tells what is served in spite of something written apart from what is not', () => {
    const entry = {
      source: 'Ingress/shop/app',
      reason: 'InvalidAnnotation',
      message: 'ttl "x" …; 300 is used',
    } as const;
    const text = draw(documentOf({ sites: [siteOf()], skipped: [entry, { ...entry, source: 'Ingress/shop/other' }] }));
    expect(text).toMatch(/Skipped\n {2}– {2}Ingress\/shop\/other/);
    expect(text).toMatch(/Warnings\n {2}– {2}Ingress\/shop\/app/);
  });

  it('says once that the manifests are not there', () => {
    const gone = { source: 'File/.', reason: 'Unparsable', message: 'DIR is not there; nothing changes' } as const;
    const text = draw(documentOf({ sites: [siteOf()], skipped: [gone] }));
    expect(text).toMatch(/Problems\n {2}DIR is not there; nothing changes/);
    expect(text).not.toContain('Skipped');
  });

  it('forgets what was removed a minute ago, and names the newest first', () => {
    const removed = ['00', '30', '59'].map((second) => ({
      ...release,
      state: 'executed' as const,
      host: `s${second}.example.com`,
      due: `2026-01-02T03:03:${second}.000Z`,
    }));
    const text = joined(draw(documentOf({ releases: removed })));
    expect(text).toMatch(/removed 2 names s59\.example\.com \(\S+ \S+Z\), s30/);
  });

  it('says that it is still reading, and nothing of servers that have gone', () => {
    const lines = (over: object): string => drawFrame(documentOf(), { ...around, ...over }, screen).join('\n');
    expect(lines({ reading: true })).toMatch(/reading the manifests …/);
    expect(lines({ reading: false })).toMatch(/No names yet\./);
    expect(lines({ ended: true })).not.toMatch(/Try|Ctrl-C|5300/);
  });

  it('offers no command that would be cut', () => {
    const document = documentOf({ sites: [siteOf({ host }), siteOf({ host: 'z.example.com' })] });
    const text = drawFrame(document, { ...around, controlPort: 5302 }, { ...screen, columns: 80 }).join('\n');
    expect(text).toContain('dig @127.0.0.1 -p 5300 z.example.com +short');
    expect(text).toContain('npx firstlight why z.example.com');
    expect(text).not.toMatch(/(dig|npx) .*a{9}/);
  });
});
