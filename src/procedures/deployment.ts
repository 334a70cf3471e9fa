// What every procedure is given: the deployment that it acts in, and who called.

import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { CertificationAuthority } from '../ca/certification-authority.ts';
import type { Issuer } from '../ca/issue-certificate.ts';
import type { Banks } from '../profile/banks-in-force.ts';
import type { Store } from '../store/store.ts';

/** Keys that are not in the database, so that the database alone opens no PIN and no card. */
export interface DeploymentKeys {
  /** Mixed into every PIN's argon2id. */
  readonly pin: Buffer;
  /** HMAC key of the cells of customer cards. */
  readonly card: KeyObject;
  /** HMAC key of the tickets that a key page hands out. */
  readonly ticket: KeyObject;
  /** Seals the secrets of tokens. */
  readonly token: KeyObject;
  /** Seals first PINs until they are shown. */
  readonly sheet: KeyObject;
  /** Seals request forms against changes in the database. */
  readonly form: KeyObject;
}

/** The origins under which the faces are reached from outside. */
export interface Addresses {
  readonly wwwOrigin: string;
  readonly pkiOrigin: string;
  /** Origin of a logon attempt's own host. */
  logonOrigin(label: string): string;
  /** Origin of an officer's own host on the office face. */
  officeOrigin(label: string): string;
}

export interface Deployment {
  readonly store: Store;
  /** As they are in force now: look up anew each time, and hold on to one profile for one act. */
  readonly banks: Banks;
  readonly ca: CertificationAuthority;
  readonly issuer: Issuer;
  readonly keys: DeploymentKeys;
  readonly addresses: Addresses;
  /** Epoch milliseconds. */
  now(): number;
}

export interface Caller {
  /** IP address of the socket. */
  readonly address: string;
  /** What an error page shows and the help desk looks up. */
  readonly reference: string;
}

/** Parts one secret of the deployment (at least 32 characters) into keys for separate uses (RFC 5869). */
export function deriveDeploymentKeys(pepper: string): DeploymentKeys {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', pepper, '', `warifu ${use}`, 32));
  return {
    pin: derive('pin'),
    card: createSecretKey(derive('card')),
    ticket: createSecretKey(derive('ticket')),
    token: createSecretKey(derive('token')),
    sheet: createSecretKey(derive('sheet')),
    form: createSecretKey(derive('form')),
  };
}
