import type { Scenario } from '../workload/generate.ts';
import type { Bug } from './bug.ts';

const withMonitors = ({ setting }: Scenario): boolean => setting.watched !== undefined;
const withLostMonitors = (story: Scenario): boolean =>
  withMonitors(story) &&
  Math.max(story.faults['uptimerobot.answerLost'] ?? 0, story.faults['uptimerobot.denied'] ?? 0) > 0.05;

/** Mistakes about monitors. */
export const monitorBugs: readonly Bug[] = [
  {
    name: 'lost-monitor-made-again',
    breaks: 'whether a monitor was made is not looked for when the answer was lost',
    suits: withLostMonitors,
    patches: [
      {
        file: 'functions/monitors/apply.ts',
        find: '    if (isRefused) rows.save(before);',
        replace: '    if (isRefused || !isRefused) rows.save(before);',
      },
    ],
  },
  {
    name: 'lag-of-lists-not-waited-for',
    breaks: 'a list that lags behind is believed when it lacks a monitor that may have been made',
    suits: withLostMonitors,
    patches: [{ file: 'functions/monitors/assemble.ts', find: 'const lagMs = 15_000;', replace: 'const lagMs = 0;' }],
  },
  {
    name: 'watched-before-its-records',
    breaks: 'a name is watched before its records are everywhere',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/plan/readiness.ts',
        find: "if (dns !== 'True') return",
        replace: "if (dns === 'False') return",
      },
    ],
  },
  {
    name: 'watched-before-its-certificate',
    breaks: 'a name is watched over TLS before its certificate is attached',
    suits: (story) => withMonitors(story) && story.setting.hasCertificates === true,
    patches: [
      {
        file: 'functions/monitors/plan/readiness.ts',
        find: "certificate === undefined || certificate === 'True'",
        replace: "certificate === undefined || certificate !== 'False'",
      },
    ],
  },
  {
    name: 'taken-over-without-being-asked',
    breaks: 'whatever watches the URL of a site is taken over',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/plan/adoption.ts',
        find: '(adopt.includes(one.id) || adopt.includes(one.name) || one.name === formerName)',
        replace: '(adopt.length >= 0 || one.name === formerName)',
      },
    ],
  },
  {
    name: 'another-installation-taken-for-ours',
    breaks: 'a monitor with the tag of a site is ours, whichever installation made it',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/plan/known.ts',
        find: 'all.filter(({ tags }) => tags.includes(installationTag))',
        replace: 'all.filter(({ tags }) => tags.length > 0 || installationTag)',
      },
    ],
  },
  {
    name: 'deleted-without-grace',
    breaks: 'the monitor of a site that went is deleted at once',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/plan/ending.ts',
        find: 'sinceMs : sinceMs + afterRelease.seconds * 1000',
        replace: 'sinceMs : sinceMs + afterRelease.seconds',
      },
    ],
  },
  {
    name: 'released-and-still-watched',
    breaks: 'the monitor of a site that goes is not paused',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/plan/ending.ts',
        find: "return status === 'paused' ? [] :",
        replace: "return status !== 'unchecked' ? [] :",
      },
    ],
  },
  {
    name: 'pause-of-a-person-ended',
    breaks: 'what a person has paused is started again',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/plan/site-plan.ts',
        find: 'isPaused && row.pausedMs !== undefined ?',
        replace: 'isPaused && row !== undefined ?',
      },
    ],
  },
  {
    name: 'budget-ignored',
    breaks: "calls are made whatever is left of the account's rate",
    suits: (story) => withMonitors(story) && ['free', 'small'].includes(story.setting.watched?.plan ?? ''),
    patches: [
      {
        file: 'functions/monitors/plan/plan.ts',
        find: 'all.slice(0, lane.budget.calls)',
        replace: 'all.slice(0, 1_000)',
      },
    ],
  },
  {
    name: 'finalizer-of-monitors-kept',
    breaks: 'a site that ended is kept by its monitor for ever',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/report.ts',
        find: "if (verdict === 'not-ours') await finalize(drain, one);",
        replace:
          "if (verdict === 'not-ours' && one.site.state === 'live') await finalize(drain, one);\n      else if (verdict === 'not-ours') continue;",
      },
    ],
  },
];
