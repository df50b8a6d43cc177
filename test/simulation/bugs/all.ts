import type { Bug } from './bug.ts';
import { claimsBugs } from './claims.ts';
import { dnsBugs } from './dns.ts';
import { mechanismBugs } from './mechanism.ts';
import { messageBugs } from './messages.ts';

export const bugs: readonly Bug[] = [...mechanismBugs, ...messageBugs, ...claimsBugs, ...dnsBugs];
