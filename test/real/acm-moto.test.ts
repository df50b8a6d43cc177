import { AcmCertificates } from '../../shared/adapters/acm.ts';
import { certificateAuthorityContract } from '../contract/certificate-authority.ts';

const endpoint = process.env['FIRSTLIGHT_REAL_MOTO'] ?? '';
const credentials = { accessKeyId: 'moto', secretAccessKey: 'moto' };

/** What moto 5.2.5 takes or tells otherwise than ACM; our strict model judges all of it. */
const unjudged: Readonly<Record<string, string>> = {
  'lists every certificate, of whatever key': 'it makes every key an RSA_2048',
  'says that a first name over 64 octets is a matter of the wish': 'it fails itself, with a 500',
};

certificateAuthorityContract(
  'moto',
  async () => ({
    authority: new AcmCertificates({ endpoint, region: 'eu-central-1', credentials }),
    settle: () => {},
    close: async () => {},
  }),
  unjudged,
);
