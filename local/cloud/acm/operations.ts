/** The actions of the API that this model knows. */
export const actions = [
  'RequestCertificate',
  'DescribeCertificate',
  'ListCertificates',
  'ListTagsForCertificate',
  'AddTagsToCertificate',
  'DeleteCertificate',
] as const;
export type Action = (typeof actions)[number];

const prefix = 'CertificateManager.';

/** What a request of the AWS JSON 1.1 protocol asks of ACM; undefined where it is none of the model's actions. */
export function actionOf(headers: Readonly<Record<string, string>>): Action | undefined {
  const target = headers['x-amz-target'] ?? '';
  return target.startsWith(prefix) ? actions.find((action) => action === target.slice(prefix.length)) : undefined;
}

/** Whether a request is meant for ACM. */
export const isForAcm = (headers: Readonly<Record<string, string>>): boolean =>
  headers['x-amz-target']?.startsWith(prefix) === true;
