import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { serveRoute53 } from '#local/cloud/route53/server.ts';
import { serveManifests } from '../external-dns/kubernetes-api.ts';
import { deploymentText, everyForm, ingressText } from '../external-dns/objects.ts';
import { runPeer } from '../external-dns/peer.ts';
import { readPage } from '../page.ts';
import { type Running, type ShellResult, Terminal } from '../terminal.ts';

const zone = { id: 'Z0123456789ABCDEFGHIJ', name: 'example.com', private: false } as const;
const flags = [
  '--provider=aws',
  '--source=ingress',
  '--source=service',
  '--service-type-filter=LoadBalancer',
  '--registry=txt',
  '--txt-owner-id=old-cluster',
  '--domain-filter=example.com',
  '--policy=sync',
];
/** What stands in the way of word for word: a directory of its own for each run, and a port that is free. */
const written = { directory: '/tmp/migration', port: '4570' } as const;

/** A person at a terminal who follows the page, before an account and a cluster that external-dns has looked after. */
export interface Reader extends AsyncDisposable {
  /** Types the next block, which is of this language, and waits for its end. */
  type(language: string): Promise<ShellResult>;
  /** Types the next block, which goes on until it is ended; resolves when the sandbox takes commands. */
  begin(language: string): Promise<Running>;
  /** Saves the next block, which is a file. */
  save(name: string): void;
  /** Whether the page has no more blocks. */
  atEnd(): boolean;
  /** Changes made to the account's zone since external-dns wrote it. */
  changes(): number;
}

export async function startReader(): Promise<Reader> {
  const root = mkdtempSync(join(tmpdir(), 'firstlight-page-'));
  const [cluster, home, kubeconfig] = ['cluster', 'home', 'kubeconfig'].map((name) => join(root, name));
  if (cluster === undefined || home === undefined || kubeconfig === undefined) throw new Error('no directories');
  for (const directory of [cluster, home]) mkdirSync(directory);
  writeFileSync(join(cluster, 'all.yaml'), objects);
  const api = await serveManifests(cluster);
  writeFileSync(kubeconfig, api.kubeconfig);
  const account = new Route53({ zones: [zone] });
  const route53 = await serveRoute53(account, { port: 0, clock: () => Date.now() });
  await runPeer({ kubeconfig, route53Url: route53.url }, flags);
  const changeCalls = (): number => account.calls().ChangeResourceRecordSets ?? 0;
  const before = changeCalls();

  const folders = [
    process.env['FIRSTLIGHT_REAL_PROGRAMS'] ?? '',
    dirname(process.env['FIRSTLIGHT_REAL_EXTERNAL_DNS'] ?? ''),
  ];
  const terminal = new Terminal({ ...credentials, AWS_ENDPOINT_URL: route53.url, KUBECONFIG: kubeconfig }, folders);
  const port = await freePort();
  const blocks = readPage('migrating-from-external-dns.md').map(({ language, text }) => ({
    language,
    text: text.replaceAll(written.directory, home).replaceAll(written.port, String(port)),
  }));
  const next = (language: string): string => {
    const block = blocks.shift();
    if (block?.language !== language)
      throw new Error(`the next block of the page is ${block?.language}:\n${block?.text}`);
    return block.text;
  };
  const running: Running[] = [];
  return {
    type: (language) => terminal.run(next(language)),
    async begin(language) {
      const started = terminal.start(next(language));
      running.push(started);
      while (!/ready|planned/.test(started.output())) {
        if (started.hasEnded()) throw new Error(`it ended:\n${started.output()}`);
        await sleep(100);
      }
      return started;
    },
    save: (name) => writeFileSync(join(home, name), next('ts')),
    atEnd: () => blocks.length === 0,
    changes: () => changeCalls() - before,
    async [Symbol.asyncDispose]() {
      for (const each of running) await each.end();
      await api.close();
      await route53.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const credentials = {
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'reader',
  AWS_SECRET_ACCESS_KEY: 'reader',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

/** What leads to the one edge of the page's configuration, and the bare domain. */
const objects = [
  ...Object.entries(everyForm).flatMap(([hosts, text]) => (/^(metal|short)/.test(hosts) ? [] : [text])),
  ingressText('website/home', { hosts: ['example.com', 'www.example.com'] }),
  deploymentText('external-dns/external-dns', flags),
].join('');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
