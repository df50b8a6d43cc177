import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const objects = 10_000;
const objectsPerFile = 100;

/** 10,000 Ingresses through projection and outbox: memory above bare Node, messages of a start and of a restart. */
export async function forwarder(): Promise<Readonly<Record<string, number>>> {
  const directory = mkdtempSync(join(tmpdir(), 'firstlight-bench-'));
  try {
    const manifests = join(directory, 'manifests');
    mkdirSync(manifests);
    for (let at = 0; at < objects; at += objectsPerFile) {
      const documents = Array.from({ length: objectsPerFile }, (_, index) => manifestOf(at + index));
      writeFileSync(join(manifests, `${String(at).padStart(5, '0')}.yaml`), documents.join('---\n'));
    }
    const bareMb = Math.round(Number(run('--eval', 'process.stdout.write(String(process.memoryUsage().rss))')) / 1e6);
    const [first, again] = [runForwarder(manifests), runForwarder(manifests)];
    return {
      objects,
      bareMb,
      rssMb: first.rssMb,
      rssOverBare: Math.round((100 * first.rssMb) / bareMb) / 100,
      messages: first.messages,
      kilobytes: first.kilobytes,
      messagesAfterRestart: again.messages,
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const run = (...args: readonly string[]): string => execFileSync(process.execPath, args, { encoding: 'utf8' });

function runForwarder(manifests: string): Record<'messages' | 'kilobytes' | 'rssMb', number> {
  const child = fileURLToPath(new URL('forwarder-child.ts', import.meta.url));
  const { code, ...figures } = JSON.parse(run(child, manifests));
  if (code !== 0) throw new Error(`the forwarder ended with ${code}`);
  return figures;
}

const manifestOf = (index: number): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: app-${index}, namespace: team-${index % 50} }
spec:
  ingressClassName: public
  rules:
    - host: app-${index}.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: app-${index}, port: { number: 80 } } } }] }
  tls: [{ hosts: [app-${index}.example.com], secretName: app-${index}-tls }]
`;
