import type { HoldEntry, NoticeEntry } from '#shared/overview/document.ts';
import { orphanText } from '#shared/overview/orphans.ts';
import type { WhyClaim, WhyDocument, WhySite, WhyStep } from '#shared/overview/why-document.ts';
import { painter } from '../../local/start/screen.ts';
import { clockOf, momentOf } from '../../local/start/state.ts';
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
        : [['released', `at ${momentOf(document.released)}; see npx firstlight history ${document.host}`]];
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
  const heard = site.heard === undefined ? '' : `; the cluster was last heard at ${momentOf(site.heard)}`;
  const ready = site.conditions.find(({ type }) => type === 'Ready');
  const state = { live: '', leaving: ', leaving', dying: ', its records are being removed' }[site.state];
  return [
    ['object', `${source} of cluster ${cluster}, ${objectText[site.object]}${heard}`],
    ['claim', site.state === 'live' ? 'held' : 'given up'],
    [
      'site',
      `since ${momentOf(since)}, edge ${edge === '' ? '(own address)' : edge}, zone ${zone}, policy ${policy}${state}`,
    ],
    ['ready', `${ready?.status ?? 'Unknown'} ${ready?.reason ?? ''}`],
    ...site.steps.map((step) => stepLine(step, nowMs)),
    ...(release === undefined
      ? []
      : ([
          [
            'release',
            `${release.state}${release.scope === undefined ? '' : ` by ${release.scope}`}, due ${momentOf(release.due)}: ${release.why}`,
          ],
        ] as const)),
  ];
}

function stepLine(step: WhyStep, nowMs: number): Line {
  const since = step.since === undefined ? '' : ` since ${momentOf(step.since)}`;
  const message = step.message === '' ? '' : `: ${step.message}`;
  return [
    step.capability,
    `${step.status} ${step.reason}${since}${message}`,
    ...(step.parked === undefined
      ? []
      : [
          `parked ${step.parked.reason} since ${momentOf(step.parked.since)}, ${step.parked.until}: ${step.parked.message}`,
        ]),
    step.attempts === 0 ? '' : `failed ${step.attempts} ${step.attempts === 1 ? 'time' : 'times'} so far`,
    step.pausedUntil === undefined ? '' : `the far side asked to wait until ${clockOf(step.pausedUntil)}`,
    step.nextTry === undefined ? '' : `looked at again ${whenText(step.nextTry, nowMs)}`,
    ...step.records,
    ...step.planned.map((change) => `would ${change}`),
  ];
}

const whenText = (iso: string, nowMs: number): string => (Date.parse(iso) <= nowMs ? 'now' : `at ${momentOf(iso)}`);

function claimLine({ who, view, verdict, reason, message }: WhyClaim): Line {
  const where = view === undefined ? '' : ` (${view})`;
  const because = message === '' ? reason : `${reason}: ${message}`;
  return ['claim', `${who}${where} ${verdict}, ${because}`];
}

const holdLine = ({ scope, by, why, since, until }: HoldEntry): Line => [
  'hold',
  `${scope} by ${by} since ${momentOf(since)}, ${until === undefined ? 'until resumed' : `until ${momentOf(until)}`}${why === undefined ? '' : `: ${why}`}`,
  `to lift it: npx firstlight resume ${scope}`,
];

const noticeLine = ({ scope, since, message, approve }: NoticeEntry): Line => [
  'guard',
  `${scope} since ${momentOf(since)}: ${message}`,
  `to let exactly these go: ${approve}`,
];
