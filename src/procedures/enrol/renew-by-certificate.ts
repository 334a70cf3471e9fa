// 証明書更新 by a program: the certificate that is to be renewed is the proof, by mutual TLS (RFC 7030 4.2.2). Where a
// bank's renewal asks for secrets besides, no program can answer, and the page is the only way.

import { checkChannelBinding, checkRenewalRequest } from '../../ca/check-renewal-request.ts';
import { checkRequest } from '../../ca/check-request.ts';
import { type CertificateFacts, statusOf } from '../../domain/certificate-status.ts';
import { decideIssue } from '../../domain/decide-issue.ts';
import { lockedSecrets } from '../../domain/locked-secrets.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { type FoundCertificate, findShownCertificate } from '../../store/read/certificate.ts';
import { readFailuresOf } from '../../store/read/guess-count.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import { ticketOfRenewalAlone } from '../certificates/renewed-alone.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { checkShownCertificate, claimOf, profileOf } from '../log-on/recognise-certificate.ts';
import { recordShowing } from '../log-on/record-showing.ts';
import { type AcquiredCertificate, acquiredOf } from './submit-request.ts';

export interface CertificateRequest {
  /** The bank that the address names; absent: the certificate's. */
  readonly bankCode: string | undefined;
  /** DER as the TLS handshake proved it; undefined when none was shown. */
  readonly certificate: Uint8Array | undefined;
  /** PKCS #10, DER. */
  readonly request: Uint8Array;
  readonly channelBindings: readonly string[];
}

/**
 * The same door as a logon's, the same days and the same decision as the page's renewal, and the names of the
 * certificate itself. The same request again gets the same certificate.
 */
export async function renewByCertificate(
  deployment: Deployment,
  input: CertificateRequest,
  caller: Caller,
): Promise<AcquiredCertificate | Refusal> {
  const shown = await recognise(deployment, input, caller);
  if (isRefusal(shown)) return shown;
  const profile = profileOf(deployment, shown.bank_code);
  const barred = await checkMayRenewAlone(deployment, profile, shown);
  const request = barred ?? (await checkRequest(deployment.ca, input.request));
  const verified = isRefusal(request)
    ? request
    : (checkChannelBinding(input.request, input.channelBindings) ??
      checkRenewalRequest(input.request, certificateOf(shown)) ??
      request);
  if (isRefusal(verified)) return refused(deployment, shown, verified, caller);

  const issued = await deployment.issuer.issue({
    holder: shown.holder,
    bankCode: shown.bank_code,
    ticket: ticketOfRenewalAlone(shown.serial_number, verified.spkiSha256),
    request: verified,
    begunAt: deployment.now(),
    context: { ...caller, contractId: shown.contract_id, userId: shown.user_id },
    decide: (standing, certificates, issuer) =>
      checkStillInUse(certificates, shown.serial_number, deployment.now()) ??
      decideIssue(
        profile,
        'renewal',
        { ...standing, certificates, issuerNotAfter: issuer.notAfter },
        deployment.now(),
      ),
  });
  return isRefusal(issued) ? issued : acquiredOf(deployment, issued);
}

async function recognise(
  deployment: Deployment,
  { bankCode: named, certificate }: CertificateRequest,
  caller: Caller,
): Promise<FoundCertificate | Refusal> {
  const bankCode = named ?? (await bankOf(deployment, certificate));
  const checked = await checkShownCertificate(deployment, { bankCode, certificate });
  if (checked.refusal === undefined) return checked.found;
  const showing = { act: 'renewal.certificate-shown', bankCode, ...checked } as const;
  const recordedAs = await recordShowing(deployment, showing, caller);
  return { ...checked.refusal, details: { ...checked.refusal.details, recordedAs } };
}

/** Of a certificate that nobody knows any bank does: it is refused for what it is. */
async function bankOf({ store, banks }: Deployment, certificate: Uint8Array | undefined): Promise<string> {
  const found = certificate && (await findShownCertificate(store.db, certificate));
  return found?.bank_code ?? banks.keys().next().value ?? '';
}

/** The page's renewal stands behind a logon: who could not log on for wrong entries does not renew past them. */
async function checkMayRenewAlone(
  { store }: Deployment,
  profile: BankProfile,
  shown: FoundCertificate,
): Promise<Refusal | undefined> {
  if (!profile.certificate.keyPlaces.includes('token') || profile.renewal.asks.length > 0) {
    return refuse('program-not-allowed');
  }
  const locked = lockedSecrets(profile, await readFailuresOf(store.db, claimOf(shown)));
  const own = locked.find(({ channel }) => channel === 'certificate');
  return own && refuse('pin-locked', { secret: own.secret });
}

/** It may have ended since it was shown; one that never logged on has nothing to hand on. */
function checkStillInUse(
  certificates: readonly CertificateFacts[],
  serialNumber: string,
  now: number,
): Refusal | undefined {
  const shown = certificates.find((one) => one.serialNumber === serialNumber);
  const status = shown && statusOf(shown, now);
  if (status === 'in-use') return undefined;
  if (status === 'superseded') return refuse('certificate-superseded', { serialNumber });
  if (status === 'revoked') return refuse('certificate-revoked', { serialNumber });
  return refuse('renewal-not-open');
}

async function refused(
  { store, now }: Deployment,
  shown: FoundCertificate,
  refusal: Refusal,
  caller: Caller,
): Promise<Refusal> {
  const certificate = shown.serial_number;
  const deed = { act: 'renewal.requested', refusedFor: refusal.cause, certificate };
  await store.transaction((tx) => appendAudit(tx, [auditOf(caller, claimOf(shown), deed, now())]));
  return refusal;
}

function certificateOf({ certificate, serial_number }: FoundCertificate): Uint8Array {
  if (certificate === null) throw new Error(`certificate ${serial_number} was shown and is not signed`);
  return certificate;
}
