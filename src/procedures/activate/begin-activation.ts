// 開通確認, the question: who has the first PINs may choose own ones. All PINs are asked at once, on one page.

import { checkFirstPinsInTime } from '../../domain/activation.ts';
import { checkStanding } from '../../domain/contract-state.ts';
import { pinsOf } from '../../domain/pin-choice.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile, Field, Role } from '../../profile/bank-profile.ts';
import { type Claim, type FoundHolder, findHolder, readSecrets } from '../../store/read/contract.ts';
import type { Reader } from '../../store/store.ts';
import { insertActivation } from '../../store/write/activation.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { beginWay } from '../profiles/way-profile.ts';
import { compareSecrets, type Entries, findWrong, readEntries } from '../secrets/check-secrets.ts';
import { refuseUnproven } from '../secrets/explain-verdict.ts';
import { hashToken } from '../secrets/token.ts';

/** Long enough to think of a PIN; afterwards one types the first ones again and has lost nothing. */
const ACTIVATION_MS = 60 * 60 * 1000;

export interface ActivationInput {
  readonly bankCode: string;
  readonly role: Role;
  readonly fields: Entries;
}

/** What 開通確認 asks of who comes: who it is, and every PIN of the role. */
export function activationFields(profile: BankProfile, role: Role): readonly Field[] {
  return [
    ...(role === 'user' ? (['contractId', 'userId'] as const) : (['contractId'] as const)),
    ...pinsOf(profile, role),
  ];
}

/**
 * Counts and compares as an acquisition does: a wrong entry is one and the same try at either entrance. Who has proved
 * nothing gets one answer; who has proved every PIN is told the truth.
 *
 * @returns the token of the way to own PINs.
 */
export async function beginActivation(
  deployment: Deployment,
  input: ActivationInput,
  caller: Caller,
): Promise<{ readonly token: string } | Refusal> {
  const { store } = deployment;
  const way = beginWay(deployment, input.bankCode);
  if (way === undefined) return refuse('bank-unknown');
  const { profile, token } = way;
  const fields = activationFields(profile, input.role);
  const entries = readEntries(profile, fields, input.fields);
  if (isRefusal(entries)) return entries;
  const claim: Claim = {
    bankCode: profile.code,
    contractId: entries.contractId,
    userId: input.role === 'user' ? entries.userId : '',
  };
  const holder = await findHolder(store.db, claim);
  const attempt = { profile, claim, holder, channel: 'open', fields, entries } as const;
  const judge = await compareSecrets(deployment, attempt);
  const now = deployment.now();
  return store.transaction(async (tx) => {
    const wrong = findWrong(await judge(tx));
    const refusal =
      holder === undefined || wrong !== undefined
        ? refuseUnproven(holder, wrong)
        : await checkMayActivate(tx, profile, holder, now);
    if (refusal === undefined && holder !== undefined) {
      await insertActivation(tx, {
        token_hash: hashToken(token),
        bank_code: profile.code,
        holder: holder.id,
        role: input.role,
        created_at: now,
        expires_at: now + ACTIVATION_MS,
        done_at: null,
      });
    }
    const deed = {
      act: 'activation.identified',
      refusedFor: refusal?.cause,
      details: { role: input.role },
    };
    await appendAudit(tx, [auditOf(caller, claim, deed, now)]);
    return refusal ?? { token };
  });
}

async function checkMayActivate(
  db: Reader,
  profile: BankProfile,
  holder: FoundHolder,
  now: number,
): Promise<Refusal | undefined> {
  const barred = checkStanding(holder);
  if (barred !== undefined) return barred;
  const first = (await readSecrets(db, holder.id)).filter(({ provisional }) => provisional === 1);
  if (first.length === 0) return refuse('activation-done');
  return checkFirstPinsInTime(profile, Math.max(...first.map((pin) => pin.changed_at)), now);
}
