// What a bank's officers should know in the morning: how things stand, and what waits on the desk.

import { dayOf } from '../../domain/calendar.ts';
import { type BankFigures, figuresOf } from '../../procedures/office/figures.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { readDeskDue } from '../../store/read/letter.ts';
import type { Reader } from '../../store/store.ts';

export interface Overview extends BankFigures {
  readonly bank: BankProfile;
  /** Forms that are overdue, letters that wait to be printed, those of new contracts apart. */
  readonly desk: {
    readonly overdueForms: number;
    readonly letters: number;
    readonly firstLetters: number;
  };
}

export async function overviewOf(db: Reader, bank: BankProfile, now: number): Promise<Overview> {
  const [figures, desk] = await Promise.all([
    figuresOf(db, bank, now),
    readDeskDue(db, bank.code, dayOf(now)),
  ]);
  return { bank, desk, ...figures };
}
