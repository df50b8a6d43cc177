import type { Scenario } from '../workload/generate.ts';
import { type Bug, withFault } from './bug.ts';

const withCertificates = ({ setting }: Scenario): boolean => setting.hasCertificates === true;

/** Mistakes about certificates. */
export const certificateBugs: readonly Bug[] = [
  {
    name: 'token-of-the-moment',
    breaks: 'a request whose answer was lost is made again as another one, and nobody looks whether it was made',
    suits: (story) => withCertificates(story) && withFault('acm.answerLost', 0.03)(story),
    patches: [
      {
        file: 'functions/certificates/request.ts',
        find: 'authority.request({ names, keyAlgorithm, token, tags });',
        replace: 'authority.request({ names, keyAlgorithm, token: String(drain.now()), tags });',
      },
      {
        file: 'functions/certificates/reconcile.ts',
        find: "if (changes.some(({ kind }) => kind === 'request') && !work.asked.listed) {",
        replace: "if (changes.some(({ kind }) => kind === 'delete') && !work.asked.listed) {",
      },
    ],
  },
  {
    name: 'soak-of-nothing',
    breaks: 'what is replaced goes at once, before anybody has seen what replaces it',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/plan/attachments.ts',
        find: 'export const soakMs = 3_600_000;',
        replace: 'export const soakMs = 0;',
      },
    ],
  },
  {
    name: 'entries-of-others-cleared',
    breaks: 'what somebody else put on a listener is taken off',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/plan/attachments.ts',
        find: '        isOurs(lane, certificate) &&\n        certificate !== listener.default',
        replace: '        certificate !== listener.default',
      },
    ],
  },
  {
    name: 'quota-run-into',
    breaks: 'certificates are put on a load balancer until it refuses them',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/plan/attachments.ts',
        find: 'const limit = isLeaving ? loadBalancer.most : loadBalancer.most - 1;',
        replace: 'const limit = isLeaving ? 1_000 : 1_001;',
      },
      {
        file: 'functions/certificates/plan/admission.ts',
        find: 'if (mine.length <= room) return { bins: alone(mine), refused: [] };',
        replace: 'if (mine.length <= 1_000) return { bins: alone(mine), refused: [] };',
      },
    ],
  },
  {
    name: 'validation-never-wished',
    breaks: 'nobody is asked to write the records that show ACM that names are ours',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/validation-records.ts',
        find: '  await write(work, [...fresh.values()]);\n',
        replace: '',
      },
    ],
  },
  {
    name: 'pending-never-asked-for',
    breaks: 'nobody looks whether a certificate is issued by now',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/observe.ts',
        find: '  known.status !== summary.status ||\n',
        replace: '',
      },
      {
        file: 'functions/certificates/plan/look-again.ts',
        find: 'pollAtMs(row) <= nowMs;',
        replace: 'pollAtMs(row) < 0 && nowMs > 0;',
      },
      {
        file: 'functions/certificates/observe.ts',
        find: '(isRecord && isPending(row))',
        replace: '(isRecord && !isPending(row))',
      },
    ],
  },
  {
    name: 'young-forgotten',
    breaks: 'a certificate that ACM does not tell of yet is taken for deleted',
    suits: withCertificates,
    patches: [
      { file: 'functions/certificates/observe.ts', find: 'const youngMs = 600_000;', replace: 'const youngMs = 0;' },
    ],
  },
  {
    name: 'issued-taken-for-attached',
    breaks: 'a host is said to be served as soon as its certificate is issued',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/plan/verdicts.ts',
        find: 'if (isServing && placed.edge.trouble === undefined)',
        replace: "if ((isServing || certificate?.status === 'ISSUED') && placed.edge.trouble === undefined)",
      },
    ],
  },
  {
    name: 'clusters-not-waited-for',
    breaks: 'after a loss of the table certificates are taken off before clusters have said what they want',
    suits: ({ setting, operations }) =>
      setting.hasCertificates === true && operations.some(({ operation }) => operation.what === 'restoreTable'),
    patches: [
      {
        file: 'functions/certificates/assemble.ts',
        find: '!work.heard.has(edge.cluster) || ',
        replace: '',
      },
      {
        file: 'functions/certificates/plan/attachments.ts',
        find: 'export const soakMs = 3_600_000;',
        replace: 'export const soakMs = 60_000;',
      },
    ],
  },
  {
    name: 'lane-of-certificates-forgotten',
    breaks: 'nobody is told that a site wants a certificate',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/claims/hosts/host-input.ts',
        find: '...edges.flatMap((edge) => input.certificatesLaneOf(edge) ?? [])];',
        replace: '...edges.slice(1).flatMap((edge) => input.certificatesLaneOf(edge) ?? [])];',
      },
    ],
  },
  {
    name: 'finalizer-of-certificates-kept',
    breaks: 'a site that ended is kept by its certificate for ever',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/report.ts',
        find: '  if (!isWanted(work, site)) {',
        replace: "  if (!isWanted(work, site) && site.state === 'live') {",
      },
    ],
  },
];
