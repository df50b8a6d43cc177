import type { Scenario } from '../workload/generate.ts';
import type { Bug } from './bug.ts';

const withCertificates = ({ setting }: Scenario): boolean => setting.hasCertificates === true;

/** Mistakes about certificates. */
export const certificateBugs: readonly Bug[] = [
  {
    name: 'requested-each-time',
    breaks: 'a certificate that is on its way is not waited for, but requested again',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/plan/fitness.ts',
        find: "certificate.status === 'PENDING_VALIDATION' && certificate.ours",
        replace: "certificate.status === 'FAILED' && certificate.ours",
      },
      {
        file: 'functions/certificates/plan/past-requests.ts',
        find: '.filter((past) => nowMs - past.atMs < requestPauseMs && isAlike(past, intended))',
        replace: '.filter((past) => nowMs - past.atMs < 0 && isAlike(past, intended))',
      },
    ],
  },
  {
    name: 'soak-of-nothing',
    breaks: 'what is replaced goes at once, before anybody has seen what replaces it',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/plan/soak.ts',
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
        find: '  (lane.certificate(certificate)?.ours === true || listener.standIns?.includes(certificate) === true) &&\n',
        replace: '',
      },
    ],
  },
  {
    name: 'quota-run-into',
    breaks: 'certificates are put on a load balancer until it refuses them',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/plan/additions.ts',
        find: 'const limit = isLeaving ? loadBalancer.most : loadBalancer.most - 1;',
        replace: 'const limit = isLeaving ? 1_000 : 1_001;',
      },
      {
        file: 'functions/certificates/plan/admission.ts',
        find: 'if (single.bins.length <= room) return',
        replace: 'if (single.bins.length <= 1_000) return',
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
        file: 'functions/certificates/observe-certificates.ts',
        find: '  known.status !== summary.status ||\n',
        replace: '',
      },
      {
        file: 'functions/certificates/plan/look-again.ts',
        find: 'return seenMs + (hasRecords ? pauseMs : recordPollMs);',
        replace: 'return hasRecords ? Number.POSITIVE_INFINITY : seenMs + recordPollMs + pauseMs;',
      },
      {
        file: 'functions/certificates/observe.ts',
        find: '(row.ours && isRecord && isPending(row))',
        replace: '(row.ours && isRecord && !isPending(row))',
      },
    ],
  },
  {
    name: 'chosen-taken-for-attached',
    breaks: 'a host is said to be served as soon as a certificate is chosen for it',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/plan/verdicts.ts',
        find: 'if (isServing && placed.edge.trouble === undefined)',
        replace: 'if ((isServing || certificate !== undefined) && placed.edge.trouble === undefined)',
      },
    ],
  },
  {
    name: 'lane-of-certificates-forgotten',
    breaks: 'nobody is told that a site wants a certificate',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/claims/hosts/wanted-lanes.ts',
        find: '...edges.flatMap((edge) => input.certificatesLaneOf(edge) ?? []),',
        replace: '...edges.slice(1).flatMap((edge) => input.certificatesLaneOf(edge) ?? []),',
      },
    ],
  },
  {
    name: 'finalizer-of-certificates-kept',
    breaks: 'a site that ended, or left its edge, is kept by its certificate for ever',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/certificates/report.ts',
        find: '  if (!isWanted(work, site)) {',
        replace: "  if (!isWanted(work, site) && site.state === 'live') {",
      },
    ],
  },
  {
    name: 'balancer-swapped-at-once',
    breaks: 'another load balancer of an edge has its names before it has their certificates',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/claims/hosts/site-move.ts',
        find: '  if (loadBalancer === undefined || before.target === undefined) return undefined;',
        replace: '  return undefined;',
      },
    ],
  },
  {
    name: 'kept-elsewhere-taken-for-served',
    breaks: 'a name whose certificate somebody else kept goes to the load balancer of its edge before that has one',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/claims/hosts/site-move.ts',
        find: 'isKeptElsewhere(place.tls) ||',
        replace: 'isKeptElsewhere(before.wish.tls) ||',
      },
    ],
  },
  {
    name: 'old-balancer-taken-for-the-new',
    breaks: 'what the old load balancer of an edge serves is taken for served by the new one',
    suits: withCertificates,
    patches: [
      {
        file: 'functions/claims/settle/edge-serves.ts',
        find: 'if (loadBalancer === undefined || row.loadBalancer === loadBalancer.arn) return true;',
        replace: 'if (loadBalancer === undefined || row.loadBalancer !== undefined) return true;',
      },
    ],
  },
];
