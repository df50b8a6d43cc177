import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnvelope, sourceOf } from '#shared/events/envelope.ts';

const folder = new URL('./samples/', import.meta.url);
const samples = (kind: string): [string, string][] =>
  readdirSync(new URL(`${kind}/`, folder)).map((name) => [
    name,
    readFileSync(new URL(`${kind}/${name}`, folder), 'utf8'),
  ]);

describe('samples that were ever sent parse for ever', () => {
  it.each(samples('accepted'))('%s', (_name, text) => {
    const parsed = parseEnvelope(text);
    expect(parsed).toMatchObject({ ok: true, envelope: { cluster: 'demo', account: '111122223333' } });
  });

  it('keeps every field of a walk', () => {
    const text = readFileSync(new URL('accepted/walk.json', folder), 'utf8');
    const parsed = parseEnvelope(text);
    expect(parsed.ok && parsed.envelope.ranges).toEqual(JSON.parse(text).detail);
  });

  it('drops fields that it does not know', () => {
    const parsed = parseEnvelope(readFileSync(new URL('accepted/unknown-fields.json', folder), 'utf8'));
    expect(JSON.stringify(parsed)).not.toContain('later');
  });
});

describe('what is refused says why', () => {
  it.each(samples('refused'))('%s', (_name, text) => {
    const { reason, event } = JSON.parse(text);
    expect(parseEnvelope(event)).toMatchObject({ ok: false, reason });
  });

  it('refuses text that is no JSON', () => {
    expect(parseEnvelope('{"half')).toMatchObject({ ok: false, reason: 'Unparsable' });
  });

  it('refuses a message over the limit', () => {
    const event = JSON.parse(readFileSync(new URL('accepted/change.json', folder), 'utf8'));
    event.detail.filler = 'x'.repeat(260_000);
    expect(parseEnvelope(event)).toMatchObject({ ok: false, reason: 'TooLarge' });
  });

  it('keeps its message short however much is wrong', () => {
    const event = JSON.parse(readFileSync(new URL('accepted/change.json', folder), 'utf8'));
    event.detail.ranges = Array.from({ length: 900 }, () => ({}));
    const parsed = parseEnvelope(event);
    expect(!parsed.ok && parsed.message.length).toBeLessThan(500);
  });

  it('never throws, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseEnvelope(value).ok).toBe(false);
        expect(parseEnvelope(JSON.stringify(value)).ok).toBe(false);
      }),
    );
  });

  it('names the source of a cluster as the role allows it', () => {
    expect(sourceOf('demo')).toBe('firstlight.cluster.demo');
  });
});
