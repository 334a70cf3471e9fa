// What a signer's keys and certification authorities are called.

/** A key of a CA. */
export interface KeyName {
  /** `root-1`, `issuing-1`. */
  readonly id: string;
  /** Of its SubjectPublicKeyInfo, hex. */
  readonly spkiSha256: string;
}

/** A certification authority as its ceremony made it. */
export interface MadeAuthority {
  readonly id: string;
  readonly role: 'root' | 'issuing';
  /** DER. */
  readonly certificate: Uint8Array;
  /** In how many parts its revocation list comes; 0: in one. */
  readonly crlShards: number;
}

/** 2 of `issuing-2`. */
export const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf('-') + 1));
