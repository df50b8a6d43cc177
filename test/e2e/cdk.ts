import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { ConfigurationInput } from '#shared/configuration/define.ts';
import { region } from './installation.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** Where programs of ours find the emulator. */
export interface Emulator {
  readonly endpoint: string;
  readonly certificate: string;
}

const { NODE_COMPILE_CACHE: compileCache } = process.env;

/** The environment of a person at a shell with the credentials of an account; nothing else of ours. */
export function shellOf({ endpoint, certificate }: Emulator, account: string): Record<string, string> {
  return {
    PATH: `${dirname(process.execPath)}:${join(root, 'node_modules/.bin')}:/usr/bin:/bin`,
    HOME: tmpdir(),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    NODE_EXTRA_CA_CERTS: certificate,
    AWS_CA_BUNDLE: certificate,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
    // Two thirds of the time of a synthesis; test/infra lets the CDK judge the templates.
    CDK_VALIDATION: 'false',
    CI: '1',
    ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }),
  };
}

/** What a deployed stack tells of itself. */
export type Outputs = Readonly<Record<string, string>>;
const outputs = z.object({ Firstlight: z.record(z.string(), z.string()) });

/** The commands of docs/deploy.md, with a configuration outside of the checkout. */
export class Deployment {
  readonly #folder = mkdtempSync(join(tmpdir(), 'firstlight-e2e-'));
  readonly #shell: Record<string, string>;
  readonly #account: string;
  /** Where the code is deployed from. */
  checkout = root;

  constructor(emulator: Emulator, account: string) {
    this.#account = account;
    this.#shell = { ...shellOf(emulator, account), FIRSTLIGHT_CONFIG: join(this.#folder, 'firstlight.config.ts') };
  }

  /** What was synthesised last: templates and bundles. */
  get assembly(): string {
    return join(this.#folder, 'cdk.out');
  }

  async bootstrap(): Promise<void> {
    await this.#cdk(['bootstrap', `aws://${this.#account}/${region}`]);
  }

  configure(configuration: ConfigurationInput): void {
    const text = `export default ${JSON.stringify(configuration, null, 2)};\n`;
    writeFileSync(join(this.#folder, 'firstlight.config.ts'), text);
  }

  /** @throws Error with what the CDK said, where it fails */
  async deploy(...more: readonly string[]): Promise<Outputs> {
    const file = join(this.#folder, 'outputs.json');
    await this.#cdk(['deploy', '--require-approval', 'never', '--outputs-file', file, ...more]);
    return outputs.parse(JSON.parse(readFileSync(file, 'utf8'))).Firstlight;
  }

  async destroy(): Promise<void> {
    await this.#cdk(['destroy', '--force']);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #cdk(args: readonly string[]): Promise<void> {
    // The one thing that this emulator lacks: it knows no `events:source`.
    const all = [...args, '-c', 'emulator=true', '--no-color', '--output', this.assembly];
    await run('cdk', all, { cwd: this.checkout, env: this.#shell, timeout: 600_000, maxBuffer: 1 << 26 });
  }
}
