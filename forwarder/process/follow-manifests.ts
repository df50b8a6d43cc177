import { mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { storedText } from '#shared/adapters/stored-text.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { joinedSource } from '../joins/joined-source.ts';
import { localDirectory } from '../manifests/local-directory.ts';
import { ManifestSource } from '../manifests/manifest-source.ts';
import { type ToldFiles, toldFiles } from '../manifests/told-files.ts';
import { createForwarder, type Forwarder } from '../speech/forwarder.ts';
import type { ForwarderCall, ManifestCall } from './options.ts';
import { aborted, describeReport, line } from './saying.ts';
import { drawStoredEpoch } from './stored-epoch.ts';
import type { ForwarderExit, Surroundings } from './surroundings.ts';

type Call = ForwarderCall & { readonly from: ManifestCall };

/** Follows a directory until stopped, or says it once. @throws UsageError */
export async function followManifests(call: Call, around: Surroundings): Promise<ForwarderExit> {
  await requireDirectory(call.from.directory);
  const { scheduler, stderr } = around;
  const heard = { refused: 0 };
  const told = toldFiles(
    joinedSource(new ManifestSource({ directory: localDirectory(call.from.directory), scheduler })),
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
  if (call.from.once) return runOnce({ call, around, forwarder, told, refused: () => heard.refused });
  around.stdout.write(line(`follows ${call.from.directory} as cluster ${call.cluster}, on the bus ${call.bus}`));
  await aborted(around.stop);
  await forwarder.stop();
  return 0;
}

interface OnceRun {
  readonly call: Call;
  readonly around: Surroundings;
  readonly forwarder: Forwarder;
  readonly told: ToldFiles;
  refused(): number;
}

async function runOnce({ call, around, forwarder, told, refused }: OnceRun): Promise<ForwarderExit> {
  let cancel = (): void => undefined;
  const late = new Promise<boolean>((resolve) => {
    cancel = around.scheduler.after(call.from.timeoutSeconds * 1_000, () => resolve(false));
  });
  const said = await Promise.race([forwarder.flush().then(() => true), late, aborted(around.stop).then(() => false)]);
  cancel();
  await forwarder.stop(0);
  if (!said) around.stderr.write(line(`not everything could be said within ${call.from.timeoutSeconds} seconds`));
  // A kind that is not served is somebody else's to serve; what else is wrong somebody should mend now.
  const wrong = told.files().filter(({ reason }) => reason !== 'UnsupportedKind');
  if (!said || refused() > 0 || wrong.length > 0) return 3;
  around.stdout.write(
    line(`said what ${call.from.directory} holds as cluster ${call.cluster}, on the bus ${call.bus}`),
  );
  return 0;
}

function drawEpochFor({ cluster, from: { data } }: Call, { scheduler, random }: Surroundings): string {
  const draw = { place: `--data ${data ?? ''}`, nowMs: scheduler.now(), random };
  if (data === undefined) return drawStoredEpoch(draw);
  try {
    mkdirSync(data, { recursive: true });
    return drawStoredEpoch({ ...draw, stored: storedText(join(data, `epoch-${cluster}`)) });
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
