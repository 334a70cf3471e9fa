// Where a mail to a contract finds no recipient, a letter takes its place: told is the customer in any case. Of a user's
// own address this is no matter, for the administrator is told too.

import { dayOf } from '../domain/calendar.ts';
import { lastPrintDay, letterOfNotice } from '../domain/letter.ts';
import type { BankProfile } from '../profile/bank-profile.ts';
import { findContractOfNotice } from '../store/read/notice.ts';
import type { Transaction } from '../store/store.ts';
import type { NoticeRow } from '../store/tables.ts';
import { insertLetter } from '../store/write/letter.ts';
import type { NoticeParams } from './notice.ts';

type Untold = Pick<NoticeRow, 'id' | 'bank_code' | 'params'>;

/** Makes the letters of mails that nobody will get; once, however often it is asked. */
export async function makeLetters(
  tx: Transaction,
  banks: ReadonlyMap<string, BankProfile>,
  untold: readonly Untold[],
  now: number,
): Promise<void> {
  for (const { id, bank_code, params } of untold) {
    const profile = banks.get(bank_code);
    const { role, own } = JSON.parse(params) as NoticeParams;
    // Officers are no customers, and a bank tells itself nothing by letter.
    if (profile === undefined || profile.kind === 'office' || (role === 'user' && own)) continue;
    const contract = await findContractOfNotice(tx, id);
    if (contract === undefined) continue;
    await insertLetter(tx, {
      ...{ id: letterOfNotice(id), bank_code, contract, kind: 'notice', form: null, notice: id },
      ...{ sealed: new Uint8Array(), created_at: now },
      print_until: lastPrintDay(dayOf(now), profile.letters),
    });
  }
}
