// The key ceremony of a deployment that holds its root itself: a root and an issuing CA below it, once, at the first
// start. The signer holds it; the server then records what was made (record-ceremony.ts).

import { hash } from 'node:crypto';
import { encodeName } from '../x509/name.ts';
import { issuingName, rootName } from './certify-issuing.ts';
import { rememberingMade } from './key-files.ts';
import { certifyUnder, makeRoot, type RootPlace, yearsAfter } from './root-acts.ts';
import { type CaKeyKinds, CRL_SHARDS, ISSUING_YEARS, USUAL_CA_KEY_KINDS } from './root-terms.ts';
import type { MadeAuthority } from './signer/key-name.ts';

export interface CeremonyOptions extends RootPlace {
  readonly kinds?: CaKeyKinds | undefined;
  readonly validFrom: number;
  /** For the register. */
  readonly now: number;
  readonly pkiOrigin: string;
  readonly listMonths?: number | undefined;
}

/**
 * Makes both keys where they are to live, and both certificates. A ceremony that was interrupted before it was
 * recorded leaves keys that nothing refers to, and is simply held again.
 */
export async function holdCeremony(given: CeremonyOptions): Promise<MadeAuthority[]> {
  const options = { ...given, keys: rememberingMade(given.keys) };
  const { kinds = USUAL_CA_KEY_KINDS, validFrom, now, pkiOrigin, listMonths } = options;
  const by = { at: now, persons: [] };
  const root = await makeRoot(
    options,
    {
      id: 'root-1',
      name: rootName(1),
      keyKind: kinds.root,
      validFrom,
      pkiOrigin,
      ...(listMonths !== undefined && { listMonths }),
    },
    by,
  );
  const { subjectPublicKeyInfo } = await options.keys.generate('issuing-1', kinds.issuing);
  const certificate = await certifyUnder(
    options,
    root,
    {
      request: {
        subject: encodeName(issuingName(1)),
        subjectPublicKeyInfo,
        spkiSha256: hash('sha256', subjectPublicKeyInfo, 'hex'),
      },
      notBefore: validFrom,
      notAfter: yearsAfter(validFrom, ISSUING_YEARS),
    },
    by,
  );
  return [
    { id: 'root-1', role: 'root', certificate: root.certificate.der, crlShards: 0 },
    { id: 'issuing-1', role: 'issuing', certificate, crlShards: CRL_SHARDS },
  ];
}
