import { isAbsolute } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../../local/start/options.ts';
import { usage } from '../../../local/start/usage.ts';

const parse = (...args: string[]) => parseOptions(args, '/home/me');

describe('the options of npm start', () => {
  it('follows the example on port 5300 when nothing is said', () => {
    expect(parse()).toEqual({
      manifests: expect.stringMatching(/\/examples\/manifests$/),
      config: expect.stringMatching(/\/examples\/sandbox\.config\.ts$/),
      once: false,
      json: false,
      timeoutSeconds: 30,
      dnsPort: 5300,
      seedZones: [],
      settleReleases: false,
    });
  });

  it('reads every option, and paths from where it was started', () => {
    const args = ['--manifests', 'm', '--config', '/etc/c.ts', '--once', '--json', '--timeout', '2.5', '--data', 'd'];
    const more = [
      '--dns-port',
      '0',
      '--control-port=8080',
      '--route53-port=4570',
      '--https-port=9443',
      '--http-port=0',
      '--seed-zone',
      'a',
      '--seed-zone',
      'b',
      '--settle-releases',
    ];
    expect(parse(...args, ...more)).toEqual({
      manifests: '/home/me/m',
      config: '/etc/c.ts',
      once: true,
      json: true,
      timeoutSeconds: 2.5,
      data: '/home/me/d',
      dnsPort: 0,
      controlPort: 8080,
      route53Port: 4570,
      httpsPort: 9443,
      httpPort: 0,
      seedZones: ['/home/me/a', '/home/me/b'],
      settleReleases: true,
    });
  });

  it('prints one document at the end only, so --json implies --once', () => {
    expect(parse('--json')).toMatchObject({ once: true, json: true });
  });

  it.each([['--help'], ['-h']])('shows the help for %s', (flag) => {
    expect(parse(flag)).toBe('help');
  });

  it.each([
    [['--nonsense'], "Unknown option '--nonsense'; --help lists the options"],
    [['stray'], /^Unexpected argument 'stray'/],
    [['--manifests'], /--manifests.* argument missing/],
    [['--manifests', ''], '--manifests needs a path'],
    [['--once=yes'], /--once/],
    [['--timeout', 'soon'], '--timeout "soon" is no number of seconds: write 1 to 86400, for example 30'],
    [['--timeout', '0'], /no number of seconds/],
    [['--timeout=-1'], /no number of seconds/],
    [['--dns-port', '65535'], '--dns-port "65535" is no port: write 0 to 65534, 0 for any free one'],
    [['--dns-port', '53a'], /is no port/],
    [['--control-port', '70000'], /is no port/],
    [['--route53-port', 'x'], /--route53-port "x" is no port/],
    [['--https-port', '65536'], /--https-port "65536" is no port/],
    [['--http-port', '-1'], /--http-port/],
  ])('refuses %j in one line', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
    try {
      parse(...args);
    } catch (error) {
      expect(String(error)).not.toContain('\n');
    }
  });

  it('names every option in the help', () => {
    const names = [
      'manifests',
      'config',
      'once',
      'json',
      'timeout',
      'data',
      'dns-port',
      'control-port',
      'route53-port',
      'https-port',
      'http-port',
    ];
    for (const option of names) {
      expect(usage).toContain(`--${option}`);
    }
    const options = parse();
    expect(options !== 'help' && isAbsolute(options.manifests)).toBe(true);
  });
});
