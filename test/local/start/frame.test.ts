import { describe, expect, it } from 'vitest';
import { drawFrame } from '../../../local/start/frame.ts';
import { changeLines } from '../../../local/start/lines.ts';
import { columnsOf } from '../../../local/start/text.ts';
import type { ReleaseEntry } from '../../../shared/overview/document.ts';
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
const escapeCharacter = String.fromCharCode(27);
const screen = { columns: 120, rows: 40, colors: false };
const release: ReleaseEntry = {
  host: 'old.example.com',
  view: 'public',
  setIdentifier: '',
  due: '2026-01-02T03:04:05.000Z',
  state: 'waiting',
};
const full = documentOf({
  sites: [
    siteOf(),
    siteOf({ host: 'wait.example.com', target: false }),
    siteOf({ host: 'old.example.com' }),
    siteOf({ host: 'db.example.com', view: 'private', edge: 'private' }),
    siteOf({ host: 'late.example.com', ready: false }),
  ],
  refused: [{ host: 'taken.example.com', source: 'Ingress/b/x', reason: 'HostTaken', message: 'held by demo/shop' }],
  skipped: [{ source: 'File/broken.yaml#2', reason: 'Unparsable', message: 'line 3: bad indentation' }],
  releases: [release],
});
const draw = (document = full, over: Partial<typeof screen> = {}): string =>
  drawFrame(document, around, { ...screen, ...over }).join('\n');

describe('the picture', () => {
  it('says of several record sets of a name which one it is, how it is chosen, and which one leaves', () => {
    const set = { host: 'app.example.com', setIdentifier: 'blue' };
    const plain = siteOf(set);
    const records = plain.records.map((one) => ({ ...one, routing: { kind: 'weighted', weight: 10 } as const }));
    const document = documentOf({
      sites: [{ ...plain, records }],
      releases: [{ ...release, ...set, setIdentifier: 'green' }],
    });
    expect(draw(document)).toMatch(/app\.example\.com \(blue\) .* A \(weight 10\) alias → lb/);
    expect(draw(document)).toMatch(/waiting +1 name +app\.example\.com \(green\) \(/);
  });

  it('names each site with its state and the reason, and what is refused, skipped and leaving', () => {
    const text = draw();
    expect(text).toMatch(/Firstlight {2}demo · sync · 5 names, 2 ready, 1 pending, 1 waiting, 1 releasing/);
    expect(text).toMatch(/HOST +VIEW +SOURCE +EDGE +STATE +WHY/);
    expect(text).toMatch(/app\.example\.com +public +Ingress\/shop\/app +public +● ready +A alias → lb\.example\.net/);
    expect(text).toMatch(/wait\.example\.com .*○ waiting +NoAddress: its load balancer has no address yet/);
    expect(text).toMatch(/late\.example\.com .*◐ pending +ChangePending: on its way/);
    expect(text).toMatch(/old\.example\.com .*◑ releasing +goes at 2026-01-02 03:04:05Z; no longer claimed/);
    expect(text).toMatch(/Refused\n {2}taken\.example\.com +Ingress\/b\/x +HostTaken +held by demo\/shop/);
    expect(text).toMatch(/Skipped\n {2}– +File\/broken\.yaml#2 +Unparsable +line 3: bad indentation/);
    expect(text).toMatch(/Leaving\n {2}waiting +1 name +old\.example\.com \(2026-01-02 03:04:05Z\)/);
  });

  it('says of a name that resolves what its certificate waits for', () => {
    const message = 'ACM looks for its records';
    const certificate = { type: 'CertificateReady', status: 'False', reason: 'PendingValidation', message } as const;
    const site = { ...siteOf(), ready: false, conditions: [...siteOf().conditions, certificate] };
    expect(draw(documentOf({ sites: [site] }))).toMatch(/◐ pending +PendingValidation: ACM looks for its records/);
  });

  it('offers lines to paste for ready names of each view, and says which directory to edit', () => {
    expect(draw()).toContain('dig @127.0.0.1 -p 5300 app.example.com +short');
    expect(draw()).toContain('dig @127.0.0.1 -p 5301 db.example.com +short');
    expect(draw()).toContain('Edit the manifests in examples/manifests');
    expect(draw(documentOf())).toMatch(/No names yet\.[\s\S]*DNS on 127\.0\.0\.1: port 5300 public, 5301 private/);
  });

  it('never offers a host that a shell would not take as it is', () => {
    expect(draw(documentOf({ sites: [siteOf({ host: '*.example.com' })] }))).not.toContain('dig');
  });

  it.each([[40], [80], [200]])('fits into %d columns', (columns) => {
    for (const line of draw(full, { columns }).split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
  });

  it('fits into the rows that there are, and shows what is not ready first', () => {
    const many = Array.from({ length: 200 }, (_, index) => siteOf({ host: `n${index}.example.com` }));
    const document = documentOf({
      sites: [...many, siteOf({ host: 'zz.example.com', target: false })],
      refused: full.refused,
    });
    const lines = draw(document, { rows: 20 }).split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.join('\n')).toMatch(/zz\.example\.com[\s\S]*… and \d+ more/);
  });

  it('does not let what others wrote steer the terminal', () => {
    const evil = '\u001b[2Jgone\n\u202e';
    const document = documentOf({
      sites: [siteOf({ source: `Ingress/${evil}` })],
      skipped: [{ source: evil, host: evil, reason: 'InvalidHost', message: evil }],
    });
    const text = draw(document);
    expect([escapeCharacter, '\u202e'].filter((character) => text.includes(character))).toEqual([]);
  });

  it('paints only when colours are wanted', () => {
    expect(draw(full, { colors: true })).toContain(`${escapeCharacter}[32m● ready`);
    expect(draw()).not.toContain(escapeCharacter);
  });
});

describe('the lines for those who cannot redraw', () => {
  it('says everything once, then only what changed, and what has gone', () => {
    expect(changeLines(undefined, full)).toHaveLength(7);
    expect(changeLines(full, full)).toEqual([]);
    const next = documentOf({ ...full, sites: full.sites.slice(1), refused: [] });
    expect(changeLines(full, next)).toEqual(['app.example.com  public  gone', 'taken.example.com  Ingress/b/x  gone']);
    const settled = documentOf({ sites: [siteOf({ host: 'late.example.com' })] });
    expect(changeLines(documentOf({ sites: full.sites.slice(4) }), settled)).toEqual([
      'late.example.com  public  Ingress/shop/app  public  ready  A alias → lb.example.net',
    ]);
  });

  it('stays one line, whatever others wrote', () => {
    const skipped = [{ source: 'a\nb', reason: 'InvalidHost' as const, message: '\u001b[2J' }];
    expect(changeLines(undefined, documentOf({ skipped }))).toEqual(['a\\u{a}b  skipped  InvalidHost: \\u{1b}[2J']);
  });
});
