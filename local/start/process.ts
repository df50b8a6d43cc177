import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { runStart } from './run.ts';

/** Signals that come together are one: a terminal sends Ctrl-C to npm and to us, and npm passes it on. */
const togetherMs = 1_000;
/** How soon it is noticed that npm has gone. */
const parentLookMs = 300;
/** What a socket of a library may still hold open once everything of ours is closed. */
const lingerMs = 500;

/** Runs `npm start` in this process: its streams, its signals, its exit code. */
export async function start(args: readonly string[]): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal(stop));
  // Whoever read our output has gone: nobody is left to show anything to.
  process.stdout.on('error', () => stop.abort());
  const { env, stdout, stderr } = process;
  const byNpm = env['npm_lifecycle_event'] === 'start';
  if (byNpm) stopWithParent(stop);
  process.exitCode = await runStart(args, {
    // npm runs scripts in the package's folder; paths are meant from where the person stands.
    cwd: (byNpm ? env['INIT_CWD'] : undefined) ?? process.cwd(),
    stdout,
    stderr,
    ...(stdout.isTTY ? { terminal: stdout } : {}),
    colors: stdout.isTTY && stdout.hasColors(),
    scheduler: realScheduler(),
    random: Math.random,
    stop: stop.signal,
  });
  setTimeout(() => process.exit(), lingerMs).unref();
}

function onSignal(stop: AbortController): () => void {
  let firstMs: number | undefined;
  return () => {
    firstMs ??= performance.now();
    stop.abort();
    if (performance.now() - firstMs > togetherMs) process.exit(130);
  };
}

/** npm passes SIGTERM to the shell between us, which dies of it and tells nobody: then we have another parent. */
function stopWithParent(stop: AbortController): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop.abort();
  }, parentLookMs).unref();
}
