import { joinedSource } from '../../../forwarder/joins/joined-source.ts';
import type { Directory, Listed } from '../../../forwarder/manifests/directory.ts';
import { ManifestSource } from '../../../forwarder/manifests/manifest-source.ts';
import { createForwarder } from '../../../forwarder/speech/forwarder.ts';
import { seededRandom } from '../../../local/platform/random.ts';
import { virtualScheduler } from '../../../local/platform/virtual-scheduler.ts';
import { busTo, Hub } from './hub.ts';
import { ingressKind } from './scene.ts';

export const ingress = (name: string, host = `${name}.example.com`): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: ${name}}\nspec: {rules: [{host: ${host}}]}\n`;

/** A directory in memory; each write is a new version. */
class MemoryDirectory implements Directory {
  readonly name = 'manifests';
  readonly files = new Map<string, string>();
  readonly problems = new Map<string, string>();
  missing = false;
  #changed: () => void = () => undefined;

  write(path: string, text: string | undefined): void {
    if (text === undefined) this.files.delete(path);
    else this.files.set(path, text);
    this.#changed();
  }
  async list(): Promise<readonly Listed[]> {
    if (this.missing) throw Object.assign(new Error('ENOENT: no such directory'), { code: 'ENOENT' });
    return [...this.files].map(([path, text]) => {
      const problem = this.problems.get(path);
      return problem === undefined ? { path, version: text } : { path, version: problem, problem };
    });
  }
  async read(path: string): Promise<string | undefined> {
    const text = this.files.get(path);
    if (text === 'unreadable') throw new Error('EIO');
    return text;
  }
  watch(changed: () => void): () => void {
    this.#changed = changed;
    return () => {
      this.#changed = () => undefined;
    };
  }
}

export async function begin(files: Record<string, string>, missing = false) {
  const directory = new MemoryDirectory();
  directory.missing = missing;
  for (const [path, text] of Object.entries(files)) directory.write(path, text);
  const scheduler = virtualScheduler();
  const hub = new Hub();
  const source = joinedSource(new ManifestSource({ directory, scheduler }));
  const { bus } = busTo(hub);
  const forwarder = createForwarder({
    cluster: 'demo',
    source,
    bus,
    scheduler,
    random: seededRandom(1),
    epoch: '1790000000000-abcd',
  });
  forwarder.start();
  await scheduler.advance(10);
  const keys = () => Object.keys(hub.believes(ingressKind)).toSorted();
  const problems = () => hub.believes('firstlight.dev/File');
  return { directory, scheduler, hub, forwarder, keys, problems };
}
