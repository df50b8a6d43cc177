import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ingressText } from '../real/external-dns/objects.ts';
import { createWorld, type World } from '../real/external-dns/world.ts';
import { externalDnsProgram } from '../real/go/external-dns.ts';
import { goProgramIn } from '../real/go/program.ts';
import { eventually } from '../support/sandbox-directory.ts';

const hosts = 1_000;
const ownerId = 'bench';
const owner = `--txt-owner-id=${ownerId}`;
const patienceMs = 120_000;
/** Many times the second in which the sandbox looks for due work. */
const lookMs = 5_000;

/**
 * The real external-dns beside Firstlight: the same Ingresses, the same strict Route 53 with its buckets, in real time,
 * and the same record sets in the end. Nothing where `npm run test:real` has not built it.
 */
export async function peer(): Promise<Readonly<Record<string, number>>> {
  const program = goProgramIn(fileURLToPath(new URL('../../.real', import.meta.url)), externalDnsProgram);
  if (!existsSync(program)) return {};
  process.env['FIRSTLIGHT_REAL_EXTERNAL_DNS'] = program;
  await using world = await createWorld();
  const [theirs, ours] = [await measurePeer(world), await measureFirstlight(world)];
  return { hosts, ...named('externalDns', theirs), ...named('firstlight', ours) };
}

interface Figures {
  /** All hosts new. */
  readonly changeCalls: number;
  readonly calls: number;
  readonly seconds: number;
  /** A look at everything with nothing to do: external-dns takes one in each interval, Firstlight none. */
  readonly sameCalls: number;
  /** One more host, until it is accepted; external-dns would begin up to its interval later. */
  readonly oneMoreCalls: number;
  readonly oneMoreSeconds: number;
}

async function measurePeer(world: World): Promise<Figures> {
  writeHosts(world);
  const first = await world.peerAlone([owner]);
  world.directory.write('more.yaml', hostText('more'));
  const more = await world.peerAlone([owner], first.records);
  const same = await world.peerAlone([owner], more.records);
  const { changeCalls, calls, seconds } = first;
  world.directory.delete('more.yaml');
  const [sameCalls, oneMoreCalls, oneMoreSeconds] = [same.calls, more.calls, more.seconds];
  return rounded({ changeCalls, calls, seconds, sameCalls, oneMoreCalls, oneMoreSeconds });
}

async function measureFirstlight(world: World): Promise<Figures> {
  const began = performance.now();
  const firstlight = await world.firstlight({ ownerId, dualStack: true }, []);
  const seconds = (performance.now() - began) / 1000;
  if (firstlight.ready.length !== hosts) throw new Error(`${firstlight.ready.length} of ${hosts} names are ready`);
  const [changeCalls, calls] = [await firstlight.changeCalls(), await firstlight.calls()];
  await sleep(lookMs);
  const sameCalls = (await firstlight.calls()) - calls;
  const beganMore = performance.now();
  world.directory.write('more.yaml', hostText('more'));
  await eventually(firstlight.changeCalls, (now) => now > changeCalls, patienceMs);
  const oneMoreSeconds = (performance.now() - beganMore) / 1000;
  const oneMoreCalls = (await firstlight.calls()) - calls - sameCalls;
  return rounded({ changeCalls, calls, seconds, sameCalls, oneMoreCalls, oneMoreSeconds });
}

const hostText = (name: string): string => ingressText(`shop/${name}`, { hosts: [`${name}.example.com`] });

function writeHosts({ directory }: World): void {
  const names = Array.from({ length: hosts }, (_, index) => `app-${index}`);
  directory.write('all.yaml', names.map(hostText).join(''));
}

const rounded = (figures: Figures): Figures => ({
  ...figures,
  seconds: Math.round(figures.seconds * 10) / 10,
  oneMoreSeconds: Math.round(figures.oneMoreSeconds * 10) / 10,
});

const named = (who: string, figures: Figures): Record<string, number> =>
  Object.fromEntries(Object.entries(figures).map(([figure, value]) => [`${who}.${figure}`, value]));
