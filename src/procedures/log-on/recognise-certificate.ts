// Whose certificate is it, and does it open the door: asked again on every request of the logon face.

import { X509Certificate } from 'node:crypto';
import type { IssuingAuthority } from '../../ca/authorities.ts';
import type { CertificationAuthority } from '../../ca/certification-authority.ts';
import { checkRecognition } from '../../domain/decide-recognition.ts';
import { checkContractLock } from '../../domain/locked-secrets.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { checkReAcquisitionWindow, daysLeft } from '../../domain/windows.ts';
import type { BankProfile, Role } from '../../profile/bank-profile.ts';
import {
  certificateFactsOf,
  type FoundCertificate,
  findShownCertificate,
} from '../../store/read/certificate.ts';
import type { Claim } from '../../store/read/contract.ts';
import { readFailuresOf } from '../../store/read/guess-count.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { profileOfWay } from '../profiles/way-profile.ts';
import { recordShowing } from './record-showing.ts';

export interface ShownCertificate {
  readonly bankCode: string;
  /** Absent: either. */
  readonly role?: Role | undefined;
  /** DER as the TLS handshake proved it; undefined when none was shown. */
  readonly certificate: Uint8Array | undefined;
}

export interface RecognisedCertificate {
  readonly view: CertificateView;
  readonly daysLeft: number;
  readonly companyName: string;
  readonly contractId: string;
  readonly userId: string;
  readonly role: Role;
}

/**
 * As {@link checkShownCertificate}, for the page that greets a certificate; leaves an audit record. A refusal that was
 * recorded a short while ago tells under which reference, in `recordedAs`.
 */
export async function recogniseCertificate(
  deployment: Deployment,
  shown: ShownCertificate,
  caller: Caller,
): Promise<RecognisedCertificate | Refusal> {
  const checked = await checkShownCertificate(deployment, shown);
  const now = deployment.now();
  const { bankCode, role } = shown;
  const showing = { act: 'logon.certificate-shown', bankCode, role, ...checked } as const;
  const recordedAs = await recordShowing(deployment, showing, caller);
  if (checked.refusal) return underReference(checked.refusal, recordedAs, caller);
  return {
    view: certificateViewOf(checked.found),
    daysLeft: daysLeft(checked.found.not_after, now),
    companyName: checked.found.company_name,
    contractId: checked.found.contract_id,
    userId: checked.found.user_id,
    role: checked.found.role,
  };
}

function underReference(refusal: Refusal, recordedAs: string, { reference }: Caller): Refusal {
  return recordedAs === reference ? refusal : { ...refusal, details: { ...refusal.details, recordedAs } };
}

type CheckedCertificate =
  | { readonly refusal: undefined; readonly found: FoundCertificate }
  | { readonly refusal: Refusal; readonly found: FoundCertificate | undefined };

/** Whether the certificate opens this bank's door now, from our own records alone; its row, if it has one. */
export async function checkShownCertificate(
  deployment: Deployment,
  { bankCode, role, certificate }: ShownCertificate,
): Promise<CheckedCertificate> {
  const { store, ca, banks, now } = deployment;
  if (!banks.has(bankCode)) return { refusal: refuse('bank-unknown'), found: undefined };
  const found = certificate && (await findShownCertificate(store.db, certificate));
  const facts = {
    shown: certificate !== undefined,
    issuerKnown: found !== undefined || (certificate !== undefined && isIssuedByUs(ca, certificate)),
    record: found && {
      ...certificateFactsOf(found),
      bankCode: found.bank_code,
      role: found.role,
      contractState: found.contract_state,
      stoppedAt: found.stopped_at,
      holderState: found.holder_state,
      issuerRevokedAt: ca.authorities.find(found.issuer)?.revoked?.at,
    },
  };
  const refusal = checkRecognition(bankCode, role, facts, now());
  if (refusal !== undefined) return { refusal: withWayOut(deployment, refusal, found), found };
  if (found === undefined) return { refusal: refuse('certificate-unknown'), found };
  const locked = await checkAdministratorsLock(deployment, found);
  return locked === undefined ? { refusal: undefined, found } : { refusal: locked, found };
}

/** Whose the certificate is decides where a page leads out to, and its end whether it can be acquired again. */
function withWayOut(deployment: Deployment, refusal: Refusal, found: FoundCertificate | undefined): Refusal {
  const profile = found && deployment.banks.get(found.bank_code);
  if (found === undefined || profile === undefined) return refusal;
  const details = { ...refusal.details, role: found.role };
  const again =
    refusal.reason === 'certificate-expired' &&
    checkReAcquisitionWindow(profile, found.not_after, deployment.now()) === undefined;
  return { ...refusal, details: again ? { ...details, mayReAcquire: 'yes' } : details };
}

/** Users go in and out with their administrator, where the bank wants it so. */
async function checkAdministratorsLock(
  deployment: Deployment,
  found: FoundCertificate,
): Promise<Refusal | undefined> {
  const profile = profileOf(deployment, found.bank_code);
  if (found.role !== 'user' || !profile.locks.administratorLocksUsers) return undefined;
  const administrator = { ...claimOf(found), userId: '' };
  return checkContractLock(profile, await readFailuresOf(deployment.store.db, administrator));
}

export function claimOf(found: FoundCertificate): Claim {
  return { bankCode: found.bank_code, contractId: found.contract_id, userId: found.user_id };
}

/**
 * The profile of a bank that {@link checkShownCertificate} has found to exist: with which the session of this token
 * began, or the one in force.
 */
export function profileOf(deployment: Deployment, bankCode: string, token?: string): BankProfile {
  const profile = profileOfWay(deployment, { bankCode, token });
  if (profile === undefined) throw new Error(`no bank ${bankCode}`);
  return profile;
}

const issuingCertificates = new WeakMap<IssuingAuthority, X509Certificate>();

/** Signed by an issuing key of ours, of whatever generation, though we may have no record of it; nothing in it is followed anywhere. */
function isIssuedByUs(ca: CertificationAuthority, certificate: Uint8Array): boolean {
  try {
    const shown = new X509Certificate(certificate);
    return ca.authorities.generations.map(certificateOf).some((issuing) => {
      return shown.checkIssued(issuing) && shown.verify(issuing.publicKey);
    });
  } catch {
    return false;
  }
}

function certificateOf(generation: IssuingAuthority): X509Certificate {
  let certificate = issuingCertificates.get(generation);
  if (certificate === undefined) {
    certificate = new X509Certificate(generation.certificate);
    issuingCertificates.set(generation, certificate);
  }
  return certificate;
}
