import { leaveStuck } from './alert-uses.ts';
import { drain, endSite, establish, forget, leaveUnused, putLoose, rowsOf, takeAllOff } from './certificate-states.ts';
import { type Called, callFunction, deliver } from './functions.ts';
import { region } from './installation.ts';
import type { Right } from './rights.ts';
import { forgetUnsettled, give, type Still, settle } from './still.ts';

/** What has the function use a right. */
export async function useCertificates(still: Still, { action, resource }: Right): Promise<Called> {
  const { account } = still;
  if (resource.includes('DeadLetters')) return deliver(account, 'CertificatesEntry', {});
  await establish(still);
  if (resource.includes('AlertsQueue')) await leaveStuck(still, `certificates:${account}/${region}`);
  const isRequest = ['acm:AddTagsToCertificate', 'acm:RequestCertificate'].includes(action);
  await give(still, isRequest ? 'www.' : '');
  await settle(still);
  if (action.startsWith('acm:') || resource.includes('DnsQueue')) await forget(still);
  if (resource.includes('ClaimsQueue')) await endSite(still);
  if (action.endsWith(':AddListenerCertificates')) await takeAllOff(still);
  if (action.endsWith(':RemoveListenerCertificates')) await putLoose(still);
  if (action === 'acm:DeleteCertificate') await leaveUnused(still);
  if (/:(Delete|RemoveListener)Certificates?$/.test(action)) await forgetUnsettled(still);
  // What nobody asked for, as a tidying, gets an item of its own when it fails: the next drain tells of that.
  const { log } = await drain(still);
  const called = await drain(still);
  return { ...called, log: `${log}\n${called.log}` };
}

/** What ACM says, as the rule hands it over. */
export async function useCertificateEvents(still: Still): Promise<Called> {
  const [row] = await rowsOf(still);
  const arn = row?.certificate.arn ?? `arn:aws:acm:${region}:${still.account}:certificate/unknown`;
  return callFunction(still.account, 'CertificateEventsEntry', {
    source: 'aws.acm',
    account: still.account,
    resources: [arn],
    'detail-type': 'ACM Certificate Available',
  });
}
