import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from '../kubernetes/api-server.ts';
import { handOf } from '../kubernetes/objects.ts';
import { readPage } from '../page.ts';
import { type ShellResult, Terminal } from '../terminal.ts';

/** What stands in the way of word for word. */
const written = '../my-firstlight';

/** A person at a terminal who follows the page. */
class Reader implements Disposable {
  readonly #home = mkdtempSync(join(tmpdir(), 'firstlight-install-'));
  readonly #blocks = [...readPage('install.md')];
  readonly #terminal: Terminal;

  constructor(server: ApiServer) {
    const programs = ['FIRSTLIGHT_REAL_HELM', 'FIRSTLIGHT_REAL_KUBECTL'].map((name) =>
      dirname(process.env[name] ?? ''),
    );
    const environment = { KUBECONFIG: server.kubeconfig('admin'), HOME: this.#home };
    this.#terminal = new Terminal(environment, programs);
  }

  #next(language: string): string {
    const block = this.#blocks.shift();
    if (block?.language !== language) throw new Error(`the next block is ${block?.language}:\n${block?.text}`);
    return block.text.replaceAll(written, this.#home);
  }

  /** Saves the next block, which is a file. */
  save(name: string): void {
    mkdirSync(this.#home, { recursive: true });
    writeFileSync(join(this.#home, name), this.#next('yaml'));
  }

  read(name: string): string {
    return readFileSync(join(this.#home, name), 'utf8');
  }

  /** Types the next block, and says what came of each command in it. @throws Error where one fails */
  async type(): Promise<string> {
    const { exitCode, output }: ShellResult = await this.#terminal.run(`set -e\n${this.#next('sh')}`);
    if (exitCode !== 0) throw new Error(`exit code ${exitCode}:\n${output}`);
    return output;
  }

  atEnd(): boolean {
    return this.#blocks.length === 0;
  }

  [Symbol.dispose](): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}

describe('docs/install.md', { timeout: 180_000 }, () => {
  it('is followed word for word, from the bundle to Argo CD', async () => {
    await using server = await startApiServer();
    const hand = handOf(await server.api('admin'));
    using reader = new Reader(server);
    expect(await reader.type()).toContain('build/forwarder/forwarder.mjs');

    reader.save('values.yaml');
    const installed = await reader.type();
    expect(installed).toContain('STATUS: deployed');
    expect(installed).toContain('follows this cluster as "demo"');
    const looked = await reader.type();
    expect(looked).toMatch(/deployment\.apps\/firstlight-forwarder +0\/2/);
    expect(looked).toMatch(/networkpolicy\.networking\.k8s\.io\/firstlight-forwarder/);
    expect(looked).toContain('No resources found');

    const upgraded = await reader.type();
    expect(upgraded).toContain('customresourcedefinition.apiextensions.k8s.io/sites.firstlight.dev serverside-applied');
    expect(upgraded).toContain('REVISION: 2');

    const removed = await reader.type();
    expect(removed).toContain('release "firstlight" uninstalled');
    expect(removed).toContain('"sites.firstlight.dev" deleted');

    await reader.type();
    expect(reader.read('firstlight.yaml')).toContain('--cluster=demo');
    expect(await reader.type()).toContain('deployment.apps/firstlight-forwarder serverside-applied');

    await hand.namespace('argocd');
    await hand.post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', applications);
    expect(await reader.type()).toContain('application.argoproj.io/firstlight created');
    expect(reader.atEnd()).toBe(true);
  });
});

/** Argo CD's kind, for any object. */
const applications = {
  metadata: { name: 'applications.argoproj.io' },
  spec: {
    group: 'argoproj.io',
    scope: 'Namespaced',
    names: { kind: 'Application', plural: 'applications' },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};
