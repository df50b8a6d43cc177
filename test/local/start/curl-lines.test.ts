import { describe, expect, it } from 'vitest';
import { linesToPaste } from '../../../local/start/hints.ts';
import { siteOf } from '../../support/sandbox-document.ts';

const hints = { manifests: 'examples/manifests', publicPort: 5300, privatePort: 5301 };
const edge = (name: string, httpsPort: number, covered: readonly string[]) => ({
  edge: name,
  httpsPort,
  httpPort: 8080,
  covers: (host: string) => covered.includes(host),
});
const sites = [
  siteOf({ host: '*.example.com' }),
  siteOf({ host: 'bare.example.com' }),
  siteOf({ host: 'app.example.com' }),
  siteOf({ host: 'soon.example.com', ready: false }),
  siteOf({ host: 'in.example.com', view: 'private', edge: 'private' }),
];
const curls = (edges: readonly ReturnType<typeof edge>[], certificateFile = 'data/ca.pem') =>
  linesToPaste(sites, { ...hints, https: { edges, certificateFile } }).filter((line) => line.startsWith('curl'));

describe('the curl line of an edge', () => {
  it('asks for the first name that is ready and that its certificate is good for', () => {
    expect(
      curls([edge('public', 8443, ['app.example.com', 'soon.example.com']), edge('private', 8444, ['in.example.com'])]),
    ).toEqual([
      'curl --cacert data/ca.pem --connect-to ::127.0.0.1:8443 https://app.example.com/',
      'curl --cacert data/ca.pem --connect-to ::127.0.0.1:8444 https://in.example.com/',
    ]);
  });

  it.each([
    ['no name has a certificate', [edge('public', 8443, [])], undefined],
    ['a shell would read its path otherwise', [edge('public', 8443, ['app.example.com'])], '/tmp/my data/ca.pem'],
    ['there is no HTTPS', [], undefined],
  ])('is left out where %s', (_, edges, file) => {
    expect(curls(edges, file)).toEqual([]);
  });

  it('goes on in the next line where a terminal is narrow', () => {
    const https = { edges: [edge('public', 8443, ['app.example.com'])], certificateFile: '/tmp/run/ca.pem' };
    const lines = linesToPaste(sites, { ...hints, https }, 60);
    const at = lines.findIndex((line) => line.startsWith('curl'));
    expect(lines.slice(at, at + 3)).toEqual([
      'curl --cacert /tmp/run/ca.pem \\',
      '  --connect-to ::127.0.0.1:8443 \\',
      '  https://app.example.com/',
    ]);
  });
});
