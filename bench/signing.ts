// Certificates built and signed, against the signature alone. No store, no request: what the DER costs.

import { generateKeyPairSync, hash, sign } from 'node:crypto';
import { buildHolderCertificate, encodeHolderCertificate } from '../src/ca/build-certificate.ts';
import { SealedKeys } from '../src/ca/key-files.ts';
import { assembleCertificate } from '../src/x509/certificate.ts';
import { issuingOf } from '../test/world/authorities.ts';
import { PASSPHRASE, type World } from '../test/world/deployment.ts';
import { compare } from './rounds.ts';
import { type Figure, perSecond } from './table.ts';

const TIMES = 4_000;
const ROUNDS = 7;
const AIM = 0.5;

export async function measureSigning({ ca, now, keyFolder }: World): Promise<Figure[]> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = {
    issuing: issuingOf(ca),
    subject: [
      { type: 'C', value: 'JP' },
      { type: 'O', value: '見本銀行' },
      { type: 'CN', value: '00000012345' },
    ],
    notBefore: now(),
    notAfter: now() + 365 * 24 * 60 * 60 * 1000,
    subjectPublicKeyInfo: publicKey.export({ format: 'der', type: 'spki' }),
  } as const;
  const { tbs } = encodeHolderCertificate(ca, content);
  // What a server and its signer do one after the other, here on one core and without the way between them.
  const key = await new SealedKeys(keyFolder, PASSPHRASE).open(issuingOf(ca));
  const bare = () => {
    for (let time = 0; time < TIMES; time += 1) sign('sha256', tbs, privateKey);
  };
  const signed = (build: typeof encodeHolderCertificate) => () => {
    for (let time = 0; time < TIMES; time += 1) {
      const built = build(ca, content);
      hash('sha256', assembleCertificate(built.tbs, key.algorithm, key.sign(built.tbs)), 'hex');
    }
  };
  const built = await compare(ROUNDS, TIMES, { ours: signed(encodeHolderCertificate), bare });
  const linted = await compare(ROUNDS, TIMES, { ours: signed(buildHolderCertificate), bare });
  const against = (rate: number) => `crypto.sign alone ${perSecond(rate)}`;
  return [
    {
      what: 'build + sign, P-256, one core',
      value: perSecond(built.ours),
      against: against(built.bare),
      ratio: built.ratio,
      aim: `≥ ${AIM} ×`,
      held: built.ratio >= AIM,
    },
    {
      what: 'build + lint + sign, P-256, one core',
      value: perSecond(linted.ours),
      against: against(linted.bare),
      ratio: linted.ratio,
    },
  ];
}
