import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

type KeyPair = webcrypto.CryptoKeyPair;

/** A certificate with its private key, in PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate of the local cloud says of itself; times are epoch milliseconds. */
export interface CertificateToSign {
  readonly names: readonly string[];
  /** As ACM names it. */
  readonly keyAlgorithm: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** Signs what the local ACM has issued, so that a client that trusts this authority alone can connect. */
export interface LocalAuthority {
  readonly certificate: string;
  sign(wanted: CertificateToSign): Promise<KeyedCertificate>;
}

const { subtle } = webcrypto;
const signing = { name: 'ECDSA', hash: 'SHA-256' };
const yearsMs = 10 * 365 * 86_400_000;
/** Whoever checks a certificate may have a clock that is a little behind. */
const earlierMs = 3_600_000;

/** A new authority of ten years. */
export async function makeAuthority(nowMs: number): Promise<KeyedCertificate> {
  const keys = await subtle.generateKey(curve('P-256'), true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Firstlight sandbox, O=trust it on no other machine',
    notBefore: new Date(nowMs - earlierMs),
    notAfter: new Date(nowMs + yearsMs),
    signingAlgorithm: signing,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pem(made), key: await keyPem(keys) };
}

/** @throws Error where the PEM is none of `makeAuthority` */
export async function openAuthority({ certificate, key }: KeyedCertificate): Promise<LocalAuthority> {
  const issuer = new X509Certificate(certificate);
  const [der] = PemConverter.decode(key);
  if (der === undefined) throw new Error('the key of the authority is no PEM');
  const signingKey = await subtle.importKey('pkcs8', der, curve('P-256'), false, ['sign']);
  return {
    certificate,
    async sign({ names, keyAlgorithm, notBeforeMs, notAfterMs }) {
      const keys = await subtle.generateKey(algorithmOf(keyAlgorithm), true, ['sign', 'verify']);
      const alternatives = names.map((value): JsonGeneralName => ({ type: 'dns', value }));
      const made = await X509CertificateGenerator.create({
        subject: `CN=${names[0] ?? ''}`,
        issuer: issuer.subject,
        notBefore: new Date(notBeforeMs - earlierMs),
        notAfter: new Date(notAfterMs),
        publicKey: keys.publicKey,
        signingKey,
        signingAlgorithm: signing,
        extensions: [
          new SubjectAlternativeNameExtension(alternatives),
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
          await AuthorityKeyIdentifierExtension.create(issuer),
        ],
      });
      return { certificate: pem(made), key: await keyPem(keys) };
    },
  };
}

const curve = (namedCurve: string) => ({ name: 'ECDSA', namedCurve });

/** ACM's names of what keys are made of; what is not here gets the shortest RSA key that clients take. */
function algorithmOf(name: string): webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams {
  const curves = new Map([
    ['EC_prime256v1', 'P-256'],
    ['EC_secp384r1', 'P-384'],
    ['EC_secp521r1', 'P-521'],
  ]);
  const namedCurve = curves.get(name);
  if (namedCurve !== undefined) return curve(namedCurve);
  const modulusLength = name === 'RSA_3072' ? 3072 : name === 'RSA_4096' ? 4096 : 2048;
  return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength, publicExponent: new Uint8Array([1, 0, 1]) };
}

const pem = (certificate: X509Certificate): string => `${certificate.toString('pem')}\n`;

const keyPem = async ({ privateKey }: KeyPair): Promise<string> =>
  `${PemConverter.encode(await subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY')}\n`;
