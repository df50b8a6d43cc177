import { classifySdkError, type FarSide, type Meaning } from './sdk-errors.ts';

const wrong: Meaning = { kind: 'permanent', reason: 'Refused', scope: 'wish' };

/** Codes of the Elastic Load Balancing API reference. The bucket refills ten reads a second ("Request throttling for the ELB API"). */
const elbv2: FarSide = {
  name: 'Elastic Load Balancing',
  throttleMs: 2000,
  codes: {
    ValidationError: wrong,
    UnsupportedCertificate: wrong,
    OperationNotPermitted: wrong,
    OperationNotPermittedException: wrong,
    UnsupportedProtocolException: wrong,
    PriorRequestNotComplete: { kind: 'retryable' },
  },
};

/** The one table from Elastic Load Balancing's codes and statuses to the kinds of errors. */
export const classifyElbv2Error = (call: 'read' | 'change', error: unknown): Error =>
  classifySdkError(elbv2, call, error);
