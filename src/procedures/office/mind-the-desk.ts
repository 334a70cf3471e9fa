// Each day: letters that nobody has printed in time expire, and on business days each bank is told what is overdue. Safe
// to run twice at once and late: a letter expires once, a reminder is queued once a day.

import { isBusinessDay } from '../../domain/business-days.ts';
import { type Day, dayOf } from '../../domain/calendar.ts';
import { noticeOfDesk } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import { type BankProfile, banksWithCustomers, officeOf } from '../../profile/bank-profile.ts';
import { readBanksWithDeskDue, readContractIds, readDeskDue } from '../../store/read/letter.ts';
import { readOfficers } from '../../store/read/officer.ts';
import type { Reader } from '../../store/store.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { expireLetters } from '../../store/write/letter.ts';
import type { Deployment } from '../deployment.ts';

type Clockwork = Pick<Deployment, 'store' | 'banks' | 'now'>;

export async function mindTheDesk(deployment: Clockwork): Promise<void> {
  const today = dayOf(deployment.now());
  const due = await readBanksWithDeskDue(deployment.store.db, today);
  for (const bank of banksWithCustomers(deployment.banks).filter(({ code }) => due.includes(code))) {
    await expire(deployment, bank, today);
    if (isBusinessDay(today)) await remind(deployment, bank, today);
  }
}

async function expire({ store, now }: Clockwork, bank: BankProfile, today: Day): Promise<void> {
  await store.transaction(async (tx) => {
    const expired = await expireLetters(tx, bank.code, today);
    if (expired.length === 0) return;
    const contracts = await readContractIds(
      tx,
      expired.map(({ contract }) => contract),
    );
    await appendAudit(
      tx,
      expired.map(({ id, kind, form, contract }) => ({
        ...{ at: now(), reference: 'daily', bankCode: bank.code, userId: '' },
        contractId: contracts.get(contract) ?? '',
        ...{ act: 'letter.expired', outcome: 'done' as const },
        details: { letter: id, kind, ...(form !== null && { form }) },
      })),
    );
  });
}

async function remind({ store, banks, now }: Clockwork, bank: BankProfile, today: Day): Promise<void> {
  const desk = await readDeskDue(store.db, bank.code, today);
  const letters = desk.letters + desk.firstLetters;
  if (desk.overdueForms === 0 && letters === 0) return;
  const [printUntil = null] = [desk.firstPrintUntil, desk.firstLettersUntil]
    .filter((day) => day !== null)
    .sort();
  const due = { forms: desk.overdueForms, letters, printUntil };
  const recipients = await recipientsOf(store.db, banks, bank);
  await store.transaction((tx) =>
    queueNotices(
      tx,
      banks,
      recipients.map((recipient) => noticeOfDesk(bank, recipient, due, today)),
      now(),
    ),
  );
}

/** The bank's own address for it, or each approver's. */
async function recipientsOf(
  db: Reader,
  banks: Clockwork['banks'],
  { code, mails }: BankProfile,
): Promise<string[]> {
  if (mails.deskTo !== undefined) return [mails.deskTo];
  const office = officeOf(banks);
  if (office === undefined) return [];
  const officers = await readOfficers(db, office.code, code);
  const approvers = officers.filter(
    ({ officerRole, holderState, mail }) =>
      officerRole === 'approver' && holderState === 'active' && mail !== '',
  );
  return [...new Set(approvers.map(({ mail }) => mail))];
}
