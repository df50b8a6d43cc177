import { momentText } from '#shared/domain/moment-text.ts';
import type { HoldEntry, NoticeEntry, ReleaseState } from '#shared/overview/document.ts';
import { dueText } from '#shared/overview/due-text.ts';
import { orphanText } from '#shared/overview/orphans.ts';
import type { WhyClaim, WhyDocument, WhySite, WhyStep } from '#shared/overview/why-document.ts';
import { painter } from '../../local/start/screen.ts';
import { harmless, wrap } from '../../local/start/text.ts';
import type { Look } from '../command.ts';

/** One line of the chain: what, and the sentences about it. */
type Line = readonly [subject: string, ...sentences: readonly string[]];

const indent = 2;
const subjectColumns = 14;

export function printWhy(document: WhyDocument, look: Look): readonly string[] {
  const bold = painter(look, 'bold');
  const claims = document.claims.map(claimLine);
  const orphans = (document.orphans ?? []).map((entry): Line => ['record', orphanText(entry)]);
  const chain = document.sites.flatMap((site) => [
    bold(harmless(`${document.host}  ${site.view}${site.setIdentifier === '' ? '' : `  (${site.setIdentifier})`}`)),
    ...draw([...siteLines(site, look.nowMs)], look),
    '',
  ]);
  const rest = [...claims, ...document.holds.map(holdLine), ...document.notices.map(noticeLine), ...orphans];
  if (document.sites.length === 0) {
    const none =
      claims.length === 0 && orphans.length === 0
        ? 'nothing claims it and nothing of it stands'
        : 'it has no site: nothing of it is served';
    const released: readonly Line[] =
      document.released === undefined
        ? []
        : [['released', `at ${momentText(document.released)}; see npx firstlight history ${document.host}`]];
    return [bold(harmless(document.host)), ...draw([['site', none], ...released, ...rest], look)];
  }
  return [...chain, ...draw(rest, look)];
}

function draw(lines: readonly Line[], look: Look): readonly string[] {
  const width = Math.max(20, look.columns - indent - subjectColumns);
  return lines.flatMap(([subject, ...sentences]) =>
    sentences
      .filter((sentence) => sentence !== '')
      .flatMap((sentence) => wrap(harmless(sentence), width))
      .map((text, index) => {
        const head = (index === 0 ? subject : '').padEnd(subjectColumns);
        return `${' '.repeat(indent)}${painter(look, 'dim')(head)}${text}`;
      }),
  );
}

const objectText = { there: 'is there', changed: 'has just changed', gone: 'is gone' } as const;

function siteLines(site: WhySite, nowMs: number): readonly Line[] {
  const { source, cluster, edge, zone, policy, since, release } = site;
  const heard = site.heard === undefined ? '' : `; the cluster was last heard at ${momentText(site.heard)}`;
  const ready = site.conditions.find(({ type }) => type === 'Ready');
  return [
    ['object', `${source} of cluster ${cluster}, ${objectText[site.object]}${heard}`],
    ['claim', site.state === 'live' ? 'held' : 'given up'],
    [
      'site',
      `since ${momentText(since)}, edge ${edge === '' ? '(own address)' : edge}, zone ${zone}, policy ${policy}`,
    ],
    [
      'ready',
      site.state === 'live' ? `${ready?.status ?? 'Unknown'} ${ready?.reason ?? ''}` : leavingText(site, nowMs),
    ],
    ...(site.moving === undefined ? [] : [movingLine(site.moving, nowMs)]),
    ...site.steps.map((step) => stepLine(step, nowMs)),
    ...(release === undefined
      ? []
      : ([
          [
            'release',
            `${release.state}${release.scope === undefined ? '' : ` by ${release.scope}`}, ${dueText(release, nowMs)}: ${release.why}`,
          ],
        ] as const)),
  ];
}

function movingLine({ edge, loadBalancer, latest }: NonNullable<WhySite['moving']>, nowMs: number): Line {
  const to = loadBalancer === undefined ? `edge ${edge}` : `load balancer ${loadBalancer} of edge ${edge}`;
  const isOver = Date.parse(latest) <= nowMs;
  const until = isOver ? 'kept by a hold or a policy' : `or at ${momentText(latest)}; until then it stays as it is`;
  return ['moving', `to ${to} once that serves it, ${until}`];
}

/** It answers for as long as it leaves, which is not to be read as that all is well. */
function leavingText({ conditions, release, state }: WhySite, nowMs: number): string {
  if (release === undefined || state === 'dying') return 'leaving: its records are being removed';
  const isServed = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  const stops: Readonly<Record<ReleaseState, string>> = {
    waiting: release.waitsFor === undefined ? dueText(release, nowMs) : 'waits for its cluster',
    blocked: 'blocked by the guard',
    held: `held by ${release.scope ?? 'a person'}`,
    kept: 'kept by the policy',
    executed: 'its records are being removed',
  };
  return `leaving: ${isServed ? 'still served' : 'not ready'}, ${stops[release.state]}`;
}

function stepLine(step: WhyStep, nowMs: number): Line {
  const since = step.since === undefined ? '' : ` since ${momentText(step.since)}`;
  const message = step.message === '' ? '' : `: ${step.message}`;
  return [
    step.capability,
    `${step.status} ${step.reason}${since}${message}`,
    step.down === undefined ? '' : `DOWN since ${momentText(step.down.since)}: ${step.down.cause}`,
    ...(step.parked === undefined
      ? []
      : [
          `parked ${step.parked.reason} since ${momentText(step.parked.since)}, ${step.parked.until}: ${step.parked.message}`,
        ]),
    step.attempts === 0 ? '' : `failed ${step.attempts} ${step.attempts === 1 ? 'time' : 'times'} so far`,
    step.pausedUntil === undefined ? '' : `the far side asked to wait until ${momentText(step.pausedUntil)}`,
    step.nextTry === undefined ? '' : `looked at again ${whenText(step.nextTry, nowMs)}`,
    ...step.records,
    ...step.planned.map((change) => `would ${change}`),
  ];
}

const whenText = (iso: string, nowMs: number): string => (Date.parse(iso) <= nowMs ? 'now' : `at ${momentText(iso)}`);

function claimLine({ who, view, setIdentifier, verdict, reason, message }: WhyClaim): Line {
  const set = setIdentifier === undefined ? '' : `, ${setIdentifier}`;
  const where = view === undefined ? '' : ` (${view}${set})`;
  const told = message.startsWith(`${who}: `) ? message.slice(who.length + 2) : message;
  const because = told === '' ? reason : `${reason}: ${told}`;
  return ['claim', `${whoText(who)}${where}, ${verdict}: ${because}`];
}

/** `cluster/namespace` is not to be taken for an object. */
function whoText(who: string): string {
  const [cluster = '', namespace = '', name] = who.split('/');
  return name === undefined ? `namespace ${namespace} of cluster ${cluster}` : who;
}

const holdLine = ({ scope, by, why, since, until }: HoldEntry): Line => [
  'hold',
  `${scope} by ${by} since ${momentText(since)}, ${until === undefined ? 'until resumed' : `until ${momentText(until)}`}${why === undefined ? '' : `: ${why}`}`,
  `to lift it: npx firstlight resume ${scope}`,
];

const noticeLine = ({ scope, since, message, approve }: NoticeEntry): Line => [
  'guard',
  `${scope} since ${momentText(since)}: ${message}`,
  `to let exactly these go: ${approve}`,
];
