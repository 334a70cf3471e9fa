// Reads what a form acts upon, as it stands now.

import { dayOf } from '../../../domain/calendar.ts';
import { lockedSecrets } from '../../../domain/locked-secrets.ts';
import type { EndingCertificate, FormFacts } from '../../../domain/request-form-facts.ts';
import type { BankProfile, FormKind } from '../../../profile/bank-profile.ts';
import { readCertificatesOfHolders } from '../../../store/read/certificate.ts';
import { type FoundHolder, findActiveCard, findCertificateSince } from '../../../store/read/contract.ts';
import { findActiveToken } from '../../../store/read/token.ts';
import { readFailures, readUsersOfContract } from '../../../store/read/user.ts';
import type { Reader } from '../../../store/store.ts';

const ENDS: readonly FormKind[] = ['certificateReissue', 'revocation', 'newAdministrator', 'contractClose'];

/** Whose certificates a form of this kind touches. */
export async function holdersConcerned(
  db: Reader,
  kind: FormKind,
  holder: FoundHolder,
): Promise<FoundHolder[]> {
  if (kind !== 'contractClose') return [holder];
  return [holder, ...(await readUsersOfContract(db, holder.contract))];
}

export async function readFormFacts(
  db: Reader,
  profile: BankProfile,
  kind: FormKind,
  holder: FoundHolder,
  now: number,
): Promise<FormFacts> {
  const { bankCode, contractId, userId } = holder;
  const failures = kind === 'pinUnlock' ? await readFailures(db, bankCode, contractId) : [];
  const own = failures.filter((one) => one.user_id === userId);
  const card = kind === 'cardReissue' ? await findActiveCard(db, holder.contract) : undefined;
  const token = kind === 'newAdministrator' ? await findActiveToken(db, holder.id) : undefined;
  const ever = kind === 'methodChange' && (await findCertificateSince(db, holder.contract)) !== null;
  return {
    companyName: holder.companyName,
    contractState: holder.contractState,
    stopped: holder.stoppedAt !== null,
    mail: holder.contractMail,
    userName: holder.name,
    holderState: holder.holderState,
    ends: ENDS.includes(kind) ? await endingNow(db, await holdersConcerned(db, kind, holder), now) : [],
    locked: lockedSecrets(profile, own),
    cardNumber: card?.card_number ?? '',
    tokenNumber: token?.serial_number ?? '',
    certificateEver: ever,
  };
}

export async function endingNow(
  db: Reader,
  holders: readonly FoundHolder[],
  now: number,
): Promise<EndingCertificate[]> {
  const userIds = new Map(holders.map(({ id, userId }) => [id, userId]));
  const rows = await readCertificatesOfHolders(
    db,
    holders.map(({ id }) => id),
  );
  return rows
    .filter((row) => row.revoked_at === null && row.not_after >= now)
    .map((row) => ({
      userId: userIds.get(row.holder) ?? '',
      serialNumber: row.serial_number,
      until: dayOf(row.not_after),
    }));
}
