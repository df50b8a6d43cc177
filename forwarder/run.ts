import { mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { storedText } from '#shared/adapters/stored-text.ts';
import type { Scheduler } from '#shared/domain/clock.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { sourceOf } from '#shared/events/envelope.ts';
import { createForwarder, type Forwarder } from './forwarder.ts';
import { joinedSource } from './joins/joined-source.ts';
import { localDirectory } from './manifests/local-directory.ts';
import { ManifestSource } from './manifests/manifest-source.ts';
import { type ToldFiles, toldFiles } from './manifests/told-files.ts';
import { type Defaults, type ForwarderCall, parseForwarderCall, usage } from './options.ts';
import type { Bus, Report } from './ports.ts';
import { drawStoredEpoch } from './stored-epoch.ts';

/** The process around the forwarder. */
export interface Surroundings extends Defaults {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly scheduler: Scheduler;
  random(): number;
  /** Aborted when a person or the system asks to end. */
  readonly stop: AbortSignal;
  connect(call: Pick<ForwarderCall, 'bus' | 'region'>): Bus;
}

/** 0: ended as asked, with `--once` all said. 1: usage. 3: with `--once`, not all could be said or read. */
export type ForwarderExit = 0 | 1 | 3;

/** The forwarder process, whole; resolves with the exit code. Throws only what nobody knows. */
export async function runForwarder(args: readonly string[], around: Surroundings): Promise<ForwarderExit> {
  try {
    const call = parseForwarderCall(args, around);
    if (call !== 'help') return await forward(call, around);
    around.stdout.write(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    around.stderr.write(line(error.message));
    return 1;
  }
}

async function forward(call: ForwarderCall, around: Surroundings): Promise<ForwarderExit> {
  await requireDirectory(call.manifests);
  const { scheduler, stderr } = around;
  const heard = { refused: 0 };
  const told = toldFiles(
    joinedSource(new ManifestSource({ directory: localDirectory(call.manifests), scheduler })),
    ({ key, message }, state) =>
      stderr.write(line(state === 'new' ? `${key.slice(1)}: ${message}` : `${key.slice(1)} is well again`)),
  );
  const forwarder = createForwarder({
    cluster: call.cluster,
    source: told.source,
    bus: around.connect(call),
    scheduler,
    random: () => around.random(),
    epoch: drawEpochFor(call, around),
    report(report) {
      if (report.what === 'refused') heard.refused += 1;
      if (report.what === 'refused' || report.attempt <= 3) stderr.write(line(describeReport(report, call)));
    },
  });
  forwarder.start();
  if (call.once) return runOnce({ call, around, forwarder, told, refused: () => heard.refused });
  around.stdout.write(line(`follows ${call.manifests} as cluster ${call.cluster}, on the bus ${call.bus}`));
  await aborted(around.stop);
  await forwarder.stop();
  return 0;
}

interface OnceRun {
  readonly call: ForwarderCall;
  readonly around: Surroundings;
  readonly forwarder: Forwarder;
  readonly told: ToldFiles;
  refused(): number;
}

async function runOnce({ call, around, forwarder, told, refused }: OnceRun): Promise<ForwarderExit> {
  let cancel = (): void => undefined;
  const late = new Promise<boolean>((resolve) => {
    cancel = around.scheduler.after(call.timeoutSeconds * 1_000, () => resolve(false));
  });
  const said = await Promise.race([forwarder.flush().then(() => true), late, aborted(around.stop).then(() => false)]);
  cancel();
  await forwarder.stop(0);
  if (!said) around.stderr.write(line(`not everything could be said within ${call.timeoutSeconds} seconds`));
  // A kind that is not served yet is for the future; what else is wrong somebody should mend now.
  const wrong = told.files().filter(({ reason }) => reason !== 'UnsupportedKind');
  if (!said || refused() > 0 || wrong.length > 0) return 3;
  around.stdout.write(line(`said what ${call.manifests} holds as cluster ${call.cluster}, on the bus ${call.bus}`));
  return 0;
}

function drawEpochFor(call: ForwarderCall, { scheduler, random }: Surroundings): string {
  const { data } = call;
  const draw = { place: `--data ${data ?? ''}`, nowMs: scheduler.now(), random };
  if (data === undefined) return drawStoredEpoch(draw);
  try {
    mkdirSync(data, { recursive: true });
    return drawStoredEpoch({ ...draw, stored: storedText(join(data, `epoch-${call.cluster}`)) });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--data ${data} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function requireDirectory(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new UsageError(`--manifests ${path} is no directory: name one that holds Kubernetes manifests`);
  }
}

function describeReport(report: Report, { bus, cluster }: ForwarderCall): string {
  if (report.what === 'refused') return `the bus refused ${report.ranges.join(', ')}: ${report.code}`;
  const denied = /denied|notauthorized|credentials|token|signature/i.test(report.code);
  const hint = denied ? `; needed is events:PutEvents on ${bus} as source ${sourceOf(cluster)}` : '';
  return `the bus answered ${report.code}, trying again${hint}`;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** One line: a message from a manifest may hold anything. */
const line = (text: string): string => `firstlight forwarder: ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}\n`;
