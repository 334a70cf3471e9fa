// What a letter to a customer says; new secrets are kept sealed until it is printed, once.

import { dayOf } from '../../../domain/calendar.ts';
import { lastPrintDay, letterOfForm, letterOfOrder } from '../../../domain/letter.ts';
import type { LetterText } from '../../../notices/compose-mail.ts';
import type { BankProfile, PinField } from '../../../profile/bank-profile.ts';
import type { Transaction } from '../../../store/store.ts';
import { insertLetter } from '../../../store/write/letter.ts';
import type { MadeCard } from '../../cards/replace-card.ts';
import type { DeploymentKeys } from '../../deployment.ts';
import { openBytes, sealBytes } from '../../secrets/sealed-bytes.ts';
import type { Officer } from '../officer.ts';

export type SecretLetter =
  | {
      readonly kind: 'pins';
      readonly addressee: string;
      readonly pins: Readonly<Partial<Record<PinField, string>>>;
    }
  | { readonly kind: 'card'; readonly card: MadeCard };

export type LetterContent = SecretLetter | ({ readonly kind: 'notice' } & LetterText);

const placeOf = (id: string): string[] => ['letter', id];

export const openLetter = (keys: DeploymentKeys, id: string, sealed: Uint8Array): SecretLetter =>
  JSON.parse(openBytes(keys.sheet, placeOf(id), sealed).toString()) as SecretLetter;

/** A form's carrying out, or an order at the desk: by its id, and whose it is, who never prints the letter. */
export type LetterCause =
  | { readonly form: string }
  | { readonly order: string; readonly by: Pick<Officer, 'holder' | 'person'> };

/** Keeps new secrets for their letter; in the transaction that made them. */
export async function keepLetter(
  tx: Transaction,
  keys: DeploymentKeys,
  profile: BankProfile,
  letter: { readonly contract: string; readonly content: SecretLetter } & LetterCause,
  now: number,
): Promise<void> {
  const { contract, content } = letter;
  const ordered = 'order' in letter;
  const id = ordered ? letterOfOrder(letter.order) : letterOfForm(letter.form);
  await insertLetter(tx, {
    ...{ id, bank_code: profile.code, contract, kind: content.kind, notice: null, created_at: now },
    form: ordered ? null : letter.form,
    ...(ordered && { ordered_by: letter.by.holder.id, ordered_person: letter.by.person }),
    ...(content.kind === 'card' && { card: content.card.id }),
    sealed: sealBytes(keys.sheet, placeOf(id), Buffer.from(JSON.stringify(content))),
    print_until: lastPrintDay(dayOf(now), profile.letters),
  });
}
