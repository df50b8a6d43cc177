import type { Bug } from './bug.ts';
import { certificateBugs } from './certificates.ts';
import { claimsBugs } from './claims.ts';
import { dnsBugs } from './dns.ts';
import { incidentBugs } from './incidents.ts';
import { knowledgeBugs } from './knowledge.ts';
import { mechanismBugs } from './mechanism.ts';
import { messageBugs } from './messages.ts';
import { monitorBugs } from './monitors.ts';
import { releaseBugs } from './releases.ts';
import { statusBugs } from './status.ts';
import { wishBugs } from './wishes.ts';

export const bugs: readonly Bug[] = [
  ...mechanismBugs,
  ...messageBugs,
  ...claimsBugs,
  ...releaseBugs,
  ...dnsBugs,
  ...knowledgeBugs,
  ...statusBugs,
  ...wishBugs,
  ...certificateBugs,
  ...monitorBugs,
  ...incidentBugs,
];
