// Where a person stands in acquiring a certificate, and the choices on the way.

import { checkMayHave, type Way } from '../../domain/decide-issue.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile, KeyPlace, Role } from '../../profile/bank-profile.ts';
import { readCertificatesOfHolders } from '../../store/read/certificate.ts';
import {
  type FoundEnrolment,
  findEnrolmentBySession,
  findEnrolmentByToken,
} from '../../store/read/enrolment.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { setKeyPlace } from '../../store/write/enrolment.ts';
import { auditOf } from '../audit.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { loadOpenSession, type OpenSession } from '../log-on/open-session.ts';
import { profileOfWay } from '../profiles/way-profile.ts';
import { hashToken, newTicket } from '../secrets/token.ts';

export interface EnrolmentKey {
  readonly bankCode: string;
  readonly role: Role;
  /** The entrance; absent: the acquisition's. What was begun at one is not gone on with at another. */
  readonly way?: Way | undefined;
  /** From the cookie: of the way, or for a renewal of the session that it belongs to. */
  readonly token?: string | undefined;
  /** A renewal's: what the TLS handshake proved. */
  readonly certificate?: Uint8Array | undefined;
}

export interface EnrolmentView {
  readonly pagesDone: number;
  readonly proven: boolean;
  readonly contractId: string;
  readonly userId: string;
  /** Only once everything is proven. */
  readonly companyName?: string;
  readonly keyPlace: KeyPlace | null;
  readonly expiresAt: number;
  /** Key types that the page may make, preferred first. */
  readonly keys: BankProfile['certificate']['keys'];
  /** The certificate acquired on this way, if it is still the holder's. */
  readonly certificate?: CertificateView;
  /** The one that a renewal renews. */
  readonly renewed?: CertificateView;
}

export type LoadedEnrolment = FoundEnrolment & {
  readonly profile: BankProfile;
  /** A renewal's session. */
  readonly open?: OpenSession;
};

/**
 * The enrolment behind a cookie; another bank's, role's or entrance's cookie, or one run out, is over. A renewal
 * stands and falls with its session and the certificate that the session is bound to.
 */
export async function loadEnrolment(
  deployment: Deployment,
  key: EnrolmentKey,
): Promise<LoadedEnrolment | Refusal> {
  const { store, now } = deployment;
  const profile = profileOfWay(deployment, key);
  const open =
    key.way === 'renewal'
      ? await loadOpenSession(deployment, { ...key, certificate: key.certificate })
      : undefined;
  if (isRefusal(open)) return open;
  const find = open === undefined ? findEnrolmentByToken : findEnrolmentBySession;
  const found = key.token === undefined ? undefined : await find(store.db, hashToken(key.token));
  if (
    profile === undefined ||
    found === undefined ||
    (open !== undefined && open.holder.id !== found.holder.id) ||
    found.holder.bankCode !== key.bankCode ||
    found.holder.role !== key.role ||
    found.row.way !== (key.way ?? 'enrolment') ||
    found.row.expires_at <= now()
  ) {
    return refuse('enrolment-over');
  }
  return { profile, ...found, ...(open && { open }) };
}

export async function findEnrolment(
  deployment: Deployment,
  key: EnrolmentKey,
): Promise<EnrolmentView | Refusal> {
  const loaded = await loadEnrolment(deployment, key);
  if ('refused' in loaded) return loaded;
  const { profile, row, holder, open } = loaded;
  const certificates = await readCertificatesOfHolders(deployment.store.db, [holder.id]);
  const acquired = certificates.findLast(
    (one) => one.signed_at !== null && one.signed_at >= row.created_at && one.revoked_at === null,
  );
  const proven = row.proven_at !== null;
  return {
    pagesDone: row.pages_done,
    proven,
    contractId: holder.contractId,
    userId: holder.userId,
    ...(proven && { companyName: holder.companyName }),
    keyPlace: row.key_place,
    expiresAt: row.expires_at,
    keys: profile.certificate.keys,
    ...(proven && acquired !== undefined && { certificate: certificateViewOf(acquired) }),
    ...(open && { renewed: certificateViewOf(open.found) }),
  };
}

/** Chooses where the key will live. */
export async function chooseKeyPlace(
  deployment: Deployment,
  input: EnrolmentKey & { readonly keyPlace: string },
  caller: Caller,
): Promise<EnrolmentView | Refusal> {
  const loaded = await loadProven(deployment, input);
  if ('refused' in loaded) return loaded;
  const { profile, row, holder } = loaded;
  const keyPlace = profile.certificate.keyPlaces.find((place) => place === input.keyPlace);
  const now = deployment.now();
  await deployment.store.transaction(async (tx) => {
    if (keyPlace !== undefined) await setKeyPlace(tx, row.id, keyPlace);
    const deed = {
      act: 'enrolment.key-place',
      refusedFor: keyPlace === undefined ? 'key-place-not-allowed' : undefined,
      details: { keyPlace: keyPlace ?? '' },
    };
    await appendAudit(tx, [auditOf(caller, holder, deed, now)]);
  });
  return keyPlace === undefined ? refuse('key-place-not-allowed') : findEnrolment(deployment, input);
}

/** A fresh ticket for each showing of the key page: a ticket yields one certificate. */
export async function openKeyTicket(
  deployment: Deployment,
  key: EnrolmentKey,
): Promise<{ readonly ticket: string; readonly enrolment: string } | Refusal> {
  const loaded = await loadProven(deployment, key);
  if ('refused' in loaded) return loaded;
  if (loaded.row.key_place === null) return refuse('key-place-not-allowed');
  // What was withdrawn meanwhile is said before a key is made for nothing.
  const barred = checkMayHave(loaded.holder);
  if (barred !== undefined) return barred;
  return { ticket: newTicket(deployment.keys, loaded.row.id), enrolment: loaded.row.id };
}

/** As {@link loadEnrolment}, with every secret proven. */
export async function loadProven(deployment: Deployment, key: EnrolmentKey) {
  const loaded = await loadEnrolment(deployment, key);
  if ('refused' in loaded) return loaded;
  return loaded.row.proven_at === null ? refuse('enrolment-over') : loaded;
}
