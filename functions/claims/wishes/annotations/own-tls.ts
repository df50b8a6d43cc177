import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import { annotationOf, type Problem, written } from './annotation.ts';

/** What an object says to us of its certificates: the word that decides, and a certificate of its own. */
export interface OwnTls {
  readonly word?: 'acm' | 'elsewhere';
  /** ARN of a certificate in ACM. */
  readonly certificateArn?: string;
}

/** ACM API reference, "RequestCertificate", CertificateArn. */
export const isAcmArn = (text: string): boolean =>
  /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]{1,128}$/.test(text);

export function ownTlsOf(object: Pick<ObjectMeta, 'annotations'>): OwnTls | Problem {
  const word = annotationOf(object, 'tls');
  const named = annotationOf(object, 'certificate-arn');
  const asked = word?.value.trim();
  const arn = named?.value.trim();
  if (word !== undefined && asked !== 'acm' && asked !== 'elsewhere') {
    return { problem: `${written(word)}; write "acm" or "elsewhere", or remove it` };
  }
  if (named !== undefined && !isAcmArn(arn ?? '')) {
    const form = 'arn:aws:acm:REGION:ACCOUNT:certificate/ID';
    return { problem: `${written(named)}, no ARN of a certificate in ACM; write one as in ${form}, or remove it` };
  }
  if (word !== undefined && named !== undefined && asked === 'elsewhere') {
    return { problem: `annotations ${word.name} and ${named.name} contradict each other; keep one` };
  }
  return {
    ...(asked === 'acm' || asked === 'elsewhere' ? { word: asked } : {}),
    ...(arn === undefined ? {} : { certificateArn: arn }),
  };
}
