// Who are you: one page of the profile's questions before a certificate may be acquired.

import { randomUUIDv7 } from 'node:crypto';
import { decideIssue, type Way } from '../../domain/decide-issue.ts';
import { checkIssuer } from '../../domain/decide-recognition.ts';
import { pagesOfEntrance } from '../../domain/entrance.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile, Role } from '../../profile/bank-profile.ts';
import { certificateFactsOf, readCertificatesOfHolders } from '../../store/read/certificate.ts';
import { type Claim, type FoundHolder, findHolder } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import type { CertificateRow, EnrolmentRow } from '../../store/tables.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { advanceEnrolment, insertEnrolment } from '../../store/write/enrolment.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { beginWay, profileOfWay } from '../profiles/way-profile.ts';
import { compareSecrets, type Entries, findWrong, readEntries } from '../secrets/check-secrets.ts';
import { refuseUnproven } from '../secrets/explain-verdict.ts';
import { hashToken } from '../secrets/token.ts';
import { loadEnrolment } from './enrolment.ts';

/** Long enough for the slowest reader; afterwards one types the PINs again and has lost nothing. */
export const ENROLMENT_MS = 60 * 60 * 1000;

export interface EnrolmentPageInput {
  readonly bankCode: string;
  readonly role: Role;
  /** The entrance; absent: the acquisition's. */
  readonly way?: Exclude<Way, 'renewal'> | undefined;
  /** From the cookie; needed from the second page on. */
  readonly token?: string | undefined;
  /** Index of the page answered, from 0. */
  readonly page: number;
  readonly fields: Entries;
}

export interface EnrolmentPageAnswer {
  readonly token: string;
  readonly pagesDone: number;
  readonly proven: boolean;
}

/**
 * Step 1: the form of what was typed. Step 2: compared. Step 3: counted, and the outcome is committed
 * with its audit record. Until every page is proven a refusal has one face, whatever its cause.
 */
export async function answerEnrolmentPage(
  deployment: Deployment,
  input: EnrolmentPageInput,
  caller: Caller,
): Promise<EnrolmentPageAnswer | Refusal> {
  const { store } = deployment;
  const begun = input.page === 0 ? beginWay(deployment, input.bankCode) : undefined;
  const profile = input.page === 0 ? begun?.profile : profileOfWay(deployment, input);
  const fields = profile && pagesOf(profile, input)[input.page];
  if (profile === undefined || fields === undefined) return refuse('page-not-found');
  const entries = readEntries(profile, fields, input.fields);
  if (isRefusal(entries)) return entries;

  const loaded = input.page === 0 ? undefined : await loadEnrolment(deployment, input);
  if (loaded !== undefined && (isRefusal(loaded) || loaded.row.pages_done !== input.page)) {
    return refuse('enrolment-over');
  }
  const earlier = loaded?.row;
  const claim: Claim = loaded?.holder ?? {
    bankCode: profile.code,
    contractId: entries.contractId,
    userId: input.role === 'user' ? entries.userId : '',
  };
  const holder = loaded?.holder ?? (await findHolder(store.db, claim));

  const attempt = { profile, claim, holder, channel: 'open', fields, entries } as const;
  const judge = await compareSecrets(deployment, attempt);
  const now = deployment.now();
  const token = begun?.token ?? input.token ?? '';
  return store.transaction(async (tx) => {
    const wrong = findWrong(await judge(tx));
    const refusal =
      wrong !== undefined || holder === undefined
        ? refuseUnproven(holder, wrong)
        : await decideWhenProven(tx, deployment, profile, input, holder, now);
    const proven = refusal === undefined && isLastPage(profile, input);
    const moved =
      refusal !== undefined ||
      holder === undefined ||
      (await move(tx, input, earlier?.id, holder, token, proven, now));
    const deed = {
      act: 'enrolment.identified',
      refusedFor: refusal?.cause,
      details: { page: input.page, role: input.role },
    };
    await appendAudit(tx, [auditOf(caller, claim, deed, now)]);
    if (refusal !== undefined) return refusal;
    return moved ? { token, pagesDone: input.page + 1, proven } : refuse('enrolment-over');
  });
}

function pagesOf(profile: BankProfile, { role, way = 'enrolment' }: EnrolmentPageInput) {
  return pagesOfEntrance(profile, { role, way });
}

const isLastPage = (profile: BankProfile, input: EnrolmentPageInput): boolean =>
  input.page === pagesOf(profile, input).length - 1;

/** Who has proven every secret is told the truth about the rest, before a key is made for nothing. */
async function decideWhenProven(
  tx: Transaction,
  { ca }: Deployment,
  profile: BankProfile,
  input: EnrolmentPageInput,
  holder: FoundHolder,
  now: number,
): Promise<Refusal | undefined> {
  if (!isLastPage(profile, input)) return undefined;
  const rows = await readCertificatesOfHolders(tx, [holder.id]);
  const certificates = rows.map(certificateFactsOf);
  const issuing = ca.authorities.issuingAt(now);
  const decided = decideIssue(
    profile,
    input.way ?? 'enrolment',
    { ...holder, certificates, issuerNotAfter: issuing.notAfter },
    now,
  );
  if (!isRefusal(decided)) return issuing.revoked && refuse('issuing-ca-revoked');
  // An issuing of a moment ago, interrupted, is no reason to turn away who comes back for it.
  if (decided.reason === 'issuing-in-progress') return undefined;
  return checkIssuerOf(ca, decided, rows) ?? decided;
}

/** Where what stands in the way is a certificate that has ended with its CA, that is the answer. */
function checkIssuerOf(
  { authorities }: Deployment['ca'],
  { reason, details }: Refusal,
  rows: readonly CertificateRow[],
): Refusal | undefined {
  if (reason !== 'certificate-revoked' && reason !== 'certificate-already-acquired') return undefined;
  const row = rows.find((one) => one.serial_number === details.serialNumber);
  const issuerRevokedAt = row && authorities.find(row.issuer)?.revoked?.at;
  return row && checkIssuer({ ...certificateFactsOf(row), issuerRevokedAt });
}

/** The way begins with its first page and goes on with the others; false when another request went before. */
async function move(
  tx: Transaction,
  input: EnrolmentPageInput,
  earlier: string | undefined,
  holder: FoundHolder,
  token: string,
  proven: boolean,
  now: number,
): Promise<boolean> {
  if (earlier !== undefined) return advanceEnrolment(tx, earlier, input.page, proven ? now : null);
  await insertEnrolment(tx, begin(input, holder, token, proven, now));
  return true;
}

function begin(
  input: EnrolmentPageInput,
  holder: FoundHolder,
  token: string,
  proven: boolean,
  now: number,
): EnrolmentRow {
  return {
    id: randomUUIDv7(),
    token_hash: hashToken(token),
    bank_code: holder.bankCode,
    holder: holder.id,
    role: input.role,
    pages_done: 1,
    proven_at: proven ? now : null,
    key_place: null,
    way: input.way ?? 'enrolment',
    session: null,
    created_at: now,
    expires_at: now + ENROLMENT_MS,
  };
}
