import { Resolver } from 'node:dns/promises';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of its own for one test: manifests, a configuration, room for data. */
export interface TestDirectory {
  readonly root: string;
  readonly manifests: string;
  readonly data: string;
  /** Writes a manifest as an editor does: whole, at once. */
  write(name: string, text: string): void;
  delete(name: string): void;
  remove(): void;
}

export function testDirectory(): TestDirectory {
  const root = mkdtempSync(join(tmpdir(), 'firstlight-test-'));
  const manifests = join(root, 'manifests');
  mkdirSync(manifests);
  return {
    root,
    manifests,
    data: join(root, 'data'),
    write(name, text) {
      const next = join(root, 'next');
      writeFileSync(next, text);
      renameSync(next, join(manifests, name));
    },
    delete: (name) => rmSync(join(manifests, name)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

export const ingress = (key: string, hosts: readonly string[], className = 'public'): string => {
  const [namespace = '', name = ''] = key.split('/');
  const rules = hosts.map((host) => `    - host: ${JSON.stringify(host)}\n`).join('');
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  ingressClassName: ${className}
  rules:
${rules}`;
};

/** Asks a DNS server of this machine; the code of the refusal where there is no answer. */
export async function addressesOf(host: string, port: number): Promise<readonly string[] | string> {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  resolver.setServers([`127.0.0.1:${port}`]);
  return resolver
    .resolve4(host)
    .catch((error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'ERROR'));
}

/** Asks again and again until the answer is as wanted; the last answer where it never is. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
  timeoutMs = 8_000,
): Promise<Answer> {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer) || performance.now() > endMs) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
