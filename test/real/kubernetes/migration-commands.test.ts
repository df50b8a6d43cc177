import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from './api-server.ts';

const run = promisify(execFile);
const page = readFileSync(new URL('../../../docs/migrating-from-external-dns.md', import.meta.url), 'utf8');
/** What the page tells to do to a running external-dns, in its order. */
const commands = [...page.matchAll(/kubectl --namespace external-dns [^`\n]+/g)].map(([command]) => command.trim());

let server: ApiServer;
const programs = mkdtempSync(join(tmpdir(), 'firstlight-kubectl-'));
const shell = async (command: string): Promise<string> => {
  const env = { PATH: `${programs}:/usr/bin:/bin`, HOME: programs, KUBECONFIG: server.kubeconfig('admin') };
  return (await run('sh', ['-c', command], { env })).stdout;
};

beforeAll(async () => {
  symlinkSync(process.env['FIRSTLIGHT_REAL_KUBECTL'] ?? '', join(programs, 'kubectl'));
  server = await startApiServer();
  await shell('kubectl create namespace external-dns');
  const container = '{"name":"external-dns","image":"external-dns","args":["--txt-owner-id=old-cluster"]}';
  await shell('kubectl --namespace external-dns create deployment external-dns --image=external-dns --replicas=1');
  await shell(
    `kubectl --namespace external-dns patch deployment external-dns --patch '{"spec":{"template":{"spec":{"containers":[${container}]}}}}'`,
  );
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  rmSync(programs, { recursive: true, force: true });
});

it('reads the flags of external-dns and stops it as the page on migrating says', async () => {
  expect(commands).toHaveLength(2);
  const [read = '', stop = ''] = commands;
  expect(await shell(read)).toBe('["--txt-owner-id=old-cluster"]');
  await shell(stop);
  const replicas = "kubectl -n external-dns get deployment external-dns --output jsonpath='{.spec.replicas}'";
  expect(await shell(replicas)).toBe('0');
});
