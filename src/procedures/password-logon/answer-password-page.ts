// One page of a logon by id and password. Nobody has shown anything here, so until every page is proven a refusal has
// one face, whatever its cause; then who has proved everything is told the truth.

import { randomUUIDv7 } from 'node:crypto';
import { checkPasswordLogon, passwordPagesOf } from '../../domain/password-logon.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { type Claim, findHolder } from '../../store/read/contract.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { endSession, insertLogon, insertSession } from '../../store/write/session.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { beginWay, goOnWay, profileOfWay } from '../profiles/way-profile.ts';
import {
  closeAnsweredCard,
  compareSecrets,
  type Entries,
  findWrong,
  readEntries,
} from '../secrets/check-secrets.ts';
import { refuseUnproven } from '../secrets/explain-verdict.ts';
import { hashToken } from '../secrets/token.ts';
import { loadPasswordSession, type PasswordSessionKey, passwordFactsOf } from './password-session.ts';

export interface PasswordPageInput extends PasswordSessionKey {
  /** Index of the page answered, from 0. */
  readonly page: number;
  readonly fields: Entries;
}

export interface PasswordPageAnswer {
  /** A new one at each page (ASVS 7.2.4). */
  readonly token: string;
  readonly pagesDone: number;
  readonly open: boolean;
}

/** As an acquisition's page is answered, and counted with it: both are tries without a certificate. */
export async function answerPasswordPage(
  deployment: Deployment,
  input: PasswordPageInput,
  caller: Caller,
): Promise<PasswordPageAnswer | Refusal> {
  const { store } = deployment;
  const begun = input.page === 0 ? beginWay(deployment, input.bankCode) : undefined;
  const profile = input.page === 0 ? begun?.profile : profileOfWay(deployment, input);
  const pages = profile && passwordPagesOf(profile, input.role);
  const fields = pages?.[input.page];
  if (profile === undefined || pages === undefined || fields === undefined) return refuse('page-not-found');
  const entries = readEntries(profile, fields, input.fields);
  if (isRefusal(entries)) return entries;

  const loaded = input.page === 0 ? undefined : await loadPasswordSession(deployment, input);
  if (isRefusal(loaded)) return loaded;
  const { session } = loaded ?? {};
  if (session && (session.pages_done !== input.page || session.open === 1)) return refuse('session-over');
  const claim: Claim = loaded?.holder ?? {
    bankCode: profile.code,
    contractId: entries.contractId,
    userId: input.role === 'user' ? entries.userId : '',
  };
  const holder = loaded?.holder ?? (await findHolder(store.db, claim));
  const attempt = { profile, claim, holder, channel: 'open', fields, entries } as const;
  const judge = await compareSecrets(deployment, attempt);
  const pagesDone = input.page + 1;
  const last = pagesDone === pages.length;
  const now = deployment.now();
  const token = begun?.token ?? goOnWay(input.token);
  return store.transaction(async (tx) => {
    const wrong = findWrong(await judge(tx));
    const refusal =
      holder === undefined || wrong !== undefined
        ? refuseUnproven(holder, wrong)
        : last
          ? checkPasswordLogon(profile, await passwordFactsOf(tx, holder))
          : undefined;
    const open = refusal === undefined && last;
    if (refusal === undefined && holder !== undefined) {
      await closeAnsweredCard(tx, holder.contract, fields, now);
      if (input.token !== undefined) await endSession(tx, hashToken(input.token), now);
      await insertSession(tx, {
        token_hash: hashToken(token),
        bank_code: profile.code,
        holder: holder.id,
        certificate: null,
        pages_done: pagesDone,
        open: open ? 1 : 0,
        address: caller.address,
        created_at: now,
        seen_at: now,
        ended_at: null,
        stepped_up_at: null,
      });
      if (open) await insertLogon(tx, { ...anew(caller, now), holder: holder.id, certificate: null });
    }
    const deed = {
      act: open ? 'password-logon.completed' : 'password-logon.page-answered',
      refusedFor: refusal?.cause,
      details: { page: input.page, role: input.role },
    };
    await appendAudit(tx, [auditOf(caller, claim, deed, now)]);
    return refusal ?? { token, pagesDone, open };
  });
}

const anew = ({ address }: Caller, at: number) => ({ id: randomUUIDv7(), address, at });
