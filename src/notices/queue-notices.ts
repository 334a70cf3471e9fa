// Queues mails in the transaction of the act that they tell of: either both stand or neither does. Whether a mail
// server is up is no matter here.

import { randomUUIDv7 } from 'node:crypto';
import { isMailAddress } from '../domain/mail-address.ts';
import type { BankProfile } from '../profile/bank-profile.ts';
import type { Transaction } from '../store/store.ts';
import type { NoticeKind } from '../store/tables.ts';
import { insertNotices, type NewNoticeRow } from '../store/write/notice.ts';
import { makeLetters } from './letters-for-notices.ts';
import { hasOwnAddress, type Notice, type NoticeParams } from './notice.ts';
import { plainLine } from './plain-line.ts';

export type Banks = ReadonlyMap<string, BankProfile>;

const TAIL = 4;
/** The list is made only of ends that are announced; of a change to what proves somebody everybody is told. */
const ALWAYS: readonly NoticeKind[] = [
  'usersRunningOut',
  'tokenRegistered',
  'tokenGiven',
  'pinsChosen',
  'movingBegun',
  'userMailChanged',
  'spraying',
  'alarm',
  'formDone',
  'contractMailChanged',
  'contractMailNew',
  'deskDue',
];

/**
 * Queues what the banks' profiles let go out, once for each occasion and recipient.
 *
 * @param now due from then on.
 */
export async function queueNotices(
  tx: Transaction,
  banks: Banks,
  notices: readonly Notice[],
  now: number,
): Promise<void> {
  const wanted = notices.filter(
    ({ kind, about }) =>
      ALWAYS.includes(kind) || banks.get(about.bankCode)?.mails.kinds.some((one) => one === kind),
  );
  const rows = wanted.flatMap((notice) => rowsOf(notice, now));
  await insertNotices(tx, rows);
  const untold = rows.filter(({ next_try_at }) => next_try_at === null);
  await makeLetters(tx, banks, untold, now);
}

function rowsOf(notice: Notice, now: number): NewNoticeRow[] {
  return recipientsOf(notice).map(({ recipient, own, whose }) => {
    const { kind, about, facts, occasion } = notice;
    const params: NoticeParams = {
      companyName: about.companyName,
      contractTail: about.contractId.slice(-TAIL),
      role: about.role,
      userId: about.userId,
      userName: about.name,
      own,
      ...facts,
    };
    const usable = isMailAddress(recipient);
    return {
      // Begins with the time, so that those of one moment stand side by side in the index.
      id: randomUUIDv7(),
      kind,
      bank_code: about.bankCode,
      // As they stand in the store already; plain all the same, for no mail may make its act fail.
      contract_id: plainLine(about.contractId),
      user_id: plainLine(about.userId),
      recipient: usable ? recipient : plainLine(recipient),
      language: about.language,
      params: JSON.stringify(params),
      dedupe_key: JSON.stringify([kind, about.bankCode, about.contractId, about.userId, occasion, whose]),
      created_at: now,
      next_try_at: usable ? now : null,
      last_error: usable ? null : 'the recipient is not a mail address',
    };
  });
}

interface Recipient {
  readonly recipient: string;
  /** Whether the mail is about who gets it. */
  readonly own: boolean;
  readonly whose: 'contract' | 'holder';
}

/** The contract's address is the administrator's; a user may have one of its own. */
function recipientsOf({ about, to }: Notice): Recipient[] {
  const isUser = about.role === 'user';
  const contract: Recipient = { recipient: about.contractMail, own: !isUser, whose: 'contract' };
  const holder: Recipient[] = hasOwnAddress(about)
    ? [{ recipient: about.mail.trim(), own: true, whose: 'holder' }]
    : [];
  if (to === 'administrator') return [contract];
  return to === 'holder' && isUser ? holder : [contract, ...holder];
}
