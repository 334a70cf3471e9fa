// One page of a logon's questions, answered by who has shown the right certificate and so is told the truth.

import { randomUUIDv7 } from 'node:crypto';
import { checkActivated } from '../../domain/activation.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { FoundCertificate } from '../../store/read/certificate.ts';
import { findHolder } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { markFirstLogon, revokeCertificatesOfHolder } from '../../store/write/certificate.ts';
import { endSession, insertLogon, insertSession } from '../../store/write/session.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { beginWay, goOnWay } from '../profiles/way-profile.ts';
import {
  closeAnsweredCard,
  compareSecrets,
  type Entries,
  findWrong,
  readEntries,
} from '../secrets/check-secrets.ts';
import { explainVerdict } from '../secrets/explain-verdict.ts';
import { hashToken } from '../secrets/token.ts';
import { drawCells } from './card-question.ts';
import { checkShownCertificate, claimOf, profileOf, type ShownCertificate } from './recognise-certificate.ts';
import { loadSession } from './session.ts';

export interface LogonPageInput extends ShownCertificate {
  /** From the cookie; needed from the second page on. */
  readonly token?: string | undefined;
  /** Index of the page answered, from 0. */
  readonly page: number;
  readonly fields: Entries;
}

export interface LogonPageAnswer {
  /** A new one at each page: an id known before a logon is worth nothing after it (ASVS 7.2.4). */
  readonly token: string;
  readonly pagesDone: number;
  readonly open: boolean;
}

/**
 * Step 1: the certificate, and from the second page on the session that it is bound to. Step 2: what
 * was typed is compared. Step 3: the count, the outcome, the new session and the audit record are committed together.
 */
export async function answerLogonPage(
  deployment: Deployment,
  input: LogonPageInput,
  caller: Caller,
): Promise<LogonPageAnswer | Refusal> {
  const { store } = deployment;
  const { refusal: unfit, found } = await checkShownCertificate(deployment, input);
  if (unfit) return unfit;
  const begun = input.page === 0 ? beginWay(deployment, input.bankCode) : undefined;
  const profile = begun?.profile ?? profileOf(deployment, input.bankCode, input.token);
  const { pages } = profile.logon[found.role];
  const fields = pages[input.page];
  if (fields === undefined) return refuse('page-not-found');
  if (input.page > 0) {
    const session = await loadSession(deployment, profile, found, input.token);
    if (isRefusal(session)) return session;
    if (session.pages_done !== input.page) return refuse('session-over');
  }
  const entries = readEntries(profile, fields, input.fields);
  if (isRefusal(entries)) return entries;

  const claim = claimOf(found);
  const holder = await findHolder(store.db, claim);
  const attempt = { profile, claim, holder, channel: 'certificate', fields, entries } as const;
  const judge = await compareSecrets(deployment, attempt);
  const now = deployment.now();
  const pagesDone = input.page + 1;
  const token = begun?.token ?? goOnWay(input.token);
  return store.transaction(async (tx) => {
    const superseded: string[] = [];
    const wrong = findWrong(await judge(tx));
    const refusal = wrong ? explainVerdict(wrong) : holder && checkActivated(profile, holder);
    const open = refusal === undefined && pagesDone === pages.length;
    if (refusal === undefined) {
      await closeAnsweredCard(tx, found.contract, fields, now);
      if (input.token !== undefined) await endSession(tx, hashToken(input.token), now);
      await insertSession(tx, {
        token_hash: hashToken(token),
        bank_code: found.bank_code,
        holder: found.holder,
        certificate: found.serial_number,
        pages_done: pagesDone,
        open: open ? 1 : 0,
        address: caller.address,
        created_at: now,
        seen_at: now,
        ended_at: null,
        stepped_up_at: null,
      });
      // The next page's cells are drawn with this commit, not with one of their own.
      if (pages[pagesDone]?.includes('cardPassword')) await drawCells(tx, profile, found.contract, now);
      if (open) superseded.push(...(await completeLogon(tx, found, caller, now)));
    }
    const deed = {
      act: open ? 'logon.completed' : 'logon.page-answered',
      refusedFor: refusal?.cause,
      certificate: found.serial_number,
      details: { page: input.page, ...(wrong && { secret: wrong.field }) },
    };
    await appendAudit(tx, [
      auditOf(caller, claim, deed, now),
      ...superseded.map((certificate) => {
        const details = { reason: 'superseded', replacedBy: found.serial_number };
        return auditOf(caller, claim, { act: 'certificate.revoked', certificate, details }, now);
      }),
    ]);
    return refusal ?? { token, pagesDone, open };
  });
}

async function completeLogon(
  tx: Transaction,
  found: FoundCertificate,
  caller: Caller,
  now: number,
): Promise<string[]> {
  await insertLogon(tx, {
    id: randomUUIDv7(),
    holder: found.holder,
    certificate: found.serial_number,
    address: caller.address,
    at: now,
  });
  if (!(await markFirstLogon(tx, found.serial_number, now))) return [];
  // The new certificate has taken over: the one that it renews goes now and not before.
  return revokeCertificatesOfHolder(tx, found.holder, 'superseded', now, found.serial_number);
}
