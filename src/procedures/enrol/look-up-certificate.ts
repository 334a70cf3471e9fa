// What became of my certificate: for who stands at the logon and cannot show one. Browsers never offer an expired
// certificate, so only id and PINs can tell "expired" from "not on this PC".

import { type CertificateStatus, statusOf } from '../../domain/certificate-status.ts';
import { decideIssue } from '../../domain/decide-issue.ts';
import type { AskingEntrance } from '../../domain/entrance.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile, Role } from '../../profile/bank-profile.ts';
import { certificateFactsOf, readCertificatesOfHolders } from '../../store/read/certificate.ts';
import { type FoundHolder, findHolder } from '../../store/read/contract.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { compareSecrets, type Entries, findWrong, readEntries } from '../secrets/check-secrets.ts';
import { refuseUnproven } from '../secrets/explain-verdict.ts';

export interface LookedUpCertificates {
  /** Newest first; planned ones are not shown. */
  readonly certificates: readonly { readonly view: CertificateView; readonly status: CertificateStatus }[];
  /** Whether one may be acquired today, and by which entrance. */
  readonly mayAcquire: boolean;
  readonly way: AskingEntrance['way'];
}

/** Asks the secrets of every acquisition page at once. */
export async function lookUpCertificate(
  deployment: Deployment,
  input: { readonly bankCode: string; readonly role: Role; readonly fields: Entries },
  caller: Caller,
): Promise<LookedUpCertificates | Refusal> {
  const { store, banks } = deployment;
  const profile = banks.get(input.bankCode);
  if (profile === undefined) return refuse('bank-unknown');
  const fields = profile.enrolment[input.role].pages.flat();
  const entries = readEntries(profile, fields, input.fields);
  if (isRefusal(entries)) return entries;
  const claim = {
    bankCode: profile.code,
    contractId: entries.contractId,
    userId: input.role === 'user' ? entries.userId : '',
  };
  const holder = await findHolder(store.db, claim);
  const attempt = { profile, claim, holder, channel: 'open', fields, entries } as const;
  const judge = await compareSecrets(deployment, attempt);
  const now = deployment.now();
  const refusal = await store.transaction(async (tx) => {
    const wrong = findWrong(await judge(tx));
    const unproven = holder === undefined || wrong ? refuseUnproven(holder, wrong) : undefined;
    const deed = { act: 'certificate.looked-up', refusedFor: unproven?.cause };
    await appendAudit(tx, [auditOf(caller, claim, deed, now)]);
    return unproven;
  });
  if (refusal !== undefined || holder === undefined) return refusal ?? refuse('not-accepted');
  const rows = (await readCertificatesOfHolders(store.db, [holder.id])).filter(
    (row) => row.signed_at !== null,
  );
  const way = await findOpenWay(deployment, profile, holder, now);
  return {
    certificates: rows
      .map((row) => ({ view: certificateViewOf(row), status: statusOf(certificateFactsOf(row), now) }))
      .reverse(),
    mayAcquire: way !== undefined,
    way: way ?? 'enrolment',
  };
}

/** The entrance through which this holder would get a certificate now. */
async function findOpenWay(
  { store, ca }: Deployment,
  profile: BankProfile,
  holder: FoundHolder,
  now: number,
): Promise<AskingEntrance['way'] | undefined> {
  const rows = await readCertificatesOfHolders(store.db, [holder.id]);
  const facts = {
    ...holder,
    certificates: rows.map(certificateFactsOf),
    issuerNotAfter: ca.authorities.issuingAt(now).notAfter,
  };
  return (['enrolment', 'reAcquisition'] as const).find(
    (way) => !isRefusal(decideIssue(profile, way, facts, now)),
  );
}
