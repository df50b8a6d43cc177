import { describe, expect, it } from 'vitest';
import { renderIndex } from '../../../../functions/status/plan/status-index.ts';
import { parseStatusIndex, type StatusIndex } from '../../../../shared/events/status.ts';

const old = '1700000000000-aaaa';
const newer = '1700000000001-aaaa';
const index = (more: Partial<StatusIndex> = {}): StatusIndex => ({ version: 1, cluster: 'demo', shards: {}, ...more });
const render = (
  standing: StatusIndex | undefined,
  epoch: string | undefined,
  etags: [string, string | undefined][] = [],
) => parseStatusIndex(renderIndex(standing, { cluster: 'demo', epoch, etags: new Map(etags) }), 'demo');

describe('the index of the status', () => {
  it('names the shards that were looked at as they are, all others as they stood', () => {
    const standing = index({ shards: { '00': 'a', '07': 'b', '63': 'c' } });
    const after = render(standing, undefined, [
      ['07', 'B'],
      ['63', undefined],
      ['10', 'd'],
    ]);
    expect(after?.shards).toEqual({ '00': 'a', '07': 'B', '10': 'd' });
  });

  it.each([
    [undefined, undefined, undefined],
    [undefined, old, old],
    [old, undefined, old],
    [old, newer, newer],
    [newer, old, newer],
  ])('echoes the greatest epoch: %s and %s → %s', (standing, heard, echoed) => {
    expect(render(index(standing === undefined ? {} : { epoch: standing }), heard)?.epoch).toBe(echoed);
  });

  it('is the same text when nothing changed', () => {
    const shards: [string, string][] = [
      ['63', 'c'],
      ['00', 'a'],
      ['10', 'b'],
    ];
    const text = renderIndex(undefined, { cluster: 'demo', epoch: old, etags: new Map(shards) });
    const again = renderIndex(parseStatusIndex(text, 'demo'), {
      cluster: 'demo',
      epoch: old,
      etags: new Map(shards.slice(1)),
    });
    expect(again).toBe(text);
  });

  it.each([
    '',
    'null',
    '{"version":2}',
    JSON.stringify(index({ cluster: 'other' })),
    JSON.stringify(index({ epoch: 'x' })),
  ])('is not read from %s', (text) => expect(parseStatusIndex(text, 'demo')).toBeUndefined());
});
