import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caaHindrance, caaNameOf } from '../../../../functions/certificates/plan/caa.ts';

const issue = (value: string) => ({ tag: 'issue', value });
const issuewild = (value: string) => ({ tag: 'issuewild', value });

describe('what CAA lets Amazon issue', () => {
  it.each([
    ['no records at all', [], true, true],
    ['records that only tell whom to write to', [{ tag: 'iodef', value: 'mailto:ca@example.com' }], true, true],
    ['amazon.com', [issue('amazon.com')], true, true],
    ['amazontrust.com', [issue('amazontrust.com')], true, true],
    ['awstrust.com', [issue('awstrust.com')], true, true],
    ['amazonaws.com', [issue('amazonaws.com')], true, true],
    ['upper case, a final dot, parameters', [{ tag: 'ISSUE', value: ' Amazon.COM. ; policy=x' }], true, true],
    ['one of several', [issue('letsencrypt.org'), issue('amazon.com')], true, true],
    ['another authority', [issue('letsencrypt.org')], false, false],
    ['a name that only ends alike', [issue('notamazon.com')], false, false],
    ['nobody', [issue(';')], false, false],
    ['wildcards of nobody', [issue('amazon.com'), issuewild(';')], true, false],
    ['wildcards of Amazon only', [issue('letsencrypt.org'), issuewild('amazon.com')], false, true],
    ['only wildcards, of another authority', [issuewild('letsencrypt.org')], true, false],
  ])('%s', (_, records, host, wildcard) => {
    expect(caaHindrance('www.example.com', records) === undefined).toBe(host);
    expect(caaHindrance('*.example.com', records) === undefined).toBe(wildcard);
  });

  it('names the host, who may, and what to do', () => {
    expect(caaHindrance('*.example.com', [issue('letsencrypt.org'), issue('pki.goog')])).toEqual({
      reason: 'CAAForbids',
      message:
        'CAA records let only letsencrypt.org, pki.goog issue for *.example.com; add issue "amazon.com" for example.com, or take them away',
    });
  });

  it('is asked for beneath the wildcard', () => {
    expect([caaNameOf('*.a.example.com'), caaNameOf('a.example.com')]).toEqual(['a.example.com', 'a.example.com']);
  });

  it('never forbids once Amazon is added for both kinds', () => {
    const record = fc.record({
      tag: fc.constantFrom('issue', 'issuewild', 'iodef', 'issuemail'),
      value: fc.constantFrom('letsencrypt.org', ';', 'digicert.com; x=y'),
    });
    fc.assert(
      fc.property(fc.array(record), fc.constantFrom('a.example.com', '*.example.com'), (records, name) => {
        expect(caaHindrance(name, [...records, issue('amazon.com'), issuewild('amazon.com')])).toBeUndefined();
      }),
    );
  });
});
