import type { Command } from './command.ts';
import { approve } from './commands/approve.ts';
import { doctor } from './commands/doctor.ts';
import { forgetCluster } from './commands/forget-cluster.ts';
import { history } from './commands/history.ts';
import { hold } from './commands/hold.ts';
import { plan } from './commands/plan.ts';
import { redrive } from './commands/redrive.ts';
import { release } from './commands/release.ts';
import { releaseOwnership } from './commands/release-ownership.ts';
import { resume } from './commands/resume.ts';
import { retry } from './commands/retry.ts';
import { sites } from './commands/sites.ts';
import { why } from './commands/why.ts';

/** In the order in which a person needs them. */
export const commands: readonly Command[] = [
  sites,
  why,
  plan,
  history,
  hold,
  resume,
  approve,
  release,
  retry,
  forgetCluster,
  releaseOwnership,
  doctor,
  redrive,
];
