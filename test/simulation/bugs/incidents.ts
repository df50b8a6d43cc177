import type { Scenario } from '../workload/generate.ts';
import type { Bug } from './bug.ts';

const withMonitors = ({ setting }: Scenario): boolean => setting.watched !== undefined;
const withLostMessages = (story: Scenario): boolean =>
  withMonitors(story) && (story.faults['slack.answerLost'] ?? 0) > 0.02;
const withArchivedChannel = (story: Scenario): boolean =>
  withMonitors(story) && story.operations.some(({ operation }) => operation.what === 'archiveChannel');

/** Mistakes about what people are told. */
export const incidentBugs: readonly Bug[] = [
  {
    name: 'down-before-it-was-up',
    breaks: 'people are told that a name is down that never was up',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/plan/incidents.ts',
        find: "status === 'down' && wasUp === true &&",
        replace: "status === 'down' && (wasUp === true || wasUp === undefined) &&",
      },
    ],
  },
  {
    name: 'old-list-believed',
    breaks: 'a list that lags behind is believed when it shows a name up that is down',
    suits: withMonitors,
    patches: [
      { file: 'functions/monitors/turns.ts', find: 'if (found !== undefined) return found.endedMs;', replace: '' },
      { file: 'functions/monitors/turns.ts', find: 'sureMs >= seenMs ?', replace: 'sureMs >= seenMs - 600_000 ?' },
    ],
  },
  {
    name: 'down-since-it-was-seen',
    breaks: 'an incident begins when it was seen, not when the provider met it',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/down-news.ts',
        find: 'cause, changes }), atMs: startedMs',
        replace: 'cause, changes }), atMs: startedMs + 90_000',
      },
    ],
  },
  {
    name: 'incident-without-its-alert',
    breaks: 'an incident is kept, and nobody is told',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/turns.ts',
        find: 'const actions = [put(incidentKey(drain.lane, incident), begun), ...alerts];',
        replace: 'const actions = [put(incidentKey(drain.lane, incident), begun), ...alerts.slice(99)];',
      },
    ],
  },
  {
    name: 'told-before-it-was-taken',
    breaks: 'what was about to be posted is taken for posted when the answer was lost',
    suits: withLostMessages,
    patches: [
      {
        file: 'functions/alerts/apply.ts',
        find: '{ ...change.after, unsure: true }',
        replace: '{ ...change.after }',
      },
    ],
  },
  {
    name: 'told-each-time',
    breaks: 'what was told is told again by the next drain',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/alerts/apply.ts',
        find: 'await transactFenced(drain, [put(key, row)]);\n    return row;',
        replace: 'if (!begins) await transactFenced(drain, [put(key, row)]);\n    return row;',
      },
    ],
  },
  {
    name: 'archived-channel-forgotten',
    breaks: 'what an archived channel refuses is not told when it is open again',
    suits: withArchivedChannel,
    patches: [
      {
        file: 'functions/alerts/handler.ts',
        find: 'if (outcomes === undefined) throw error;',
        replace:
          "if (outcomes === undefined) throw error;\n      if (error instanceof PermanentError) return keys.map((key) => ({ key, result: 'done' }));",
      },
    ],
  },
  {
    name: 'up-never-said',
    breaks: 'what was down is over, and the message that said so stands as it was',
    suits: withMonitors,
    patches: [
      {
        file: 'functions/monitors/turns.ts',
        find: '[ended(drain.lane, over), ...(await alertActions(drain, news))]',
        replace: '[ended(drain.lane, over), ...(await alertActions(drain, news)).slice(99)]',
      },
    ],
  },
];
