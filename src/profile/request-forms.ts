// 依頼書 as a bank has them: what its profile says, and what stands where it says nothing.

import type { BankProfile, FormKind, Text } from './bank-profile.ts';

/** What kinds ask for by themselves, because carrying them out needs it. */
export type KindField = 'userId' | 'reason' | 'newAdministrator' | 'newMail';

export interface ExtraField {
  readonly id: string;
  readonly label: Text;
  readonly required: boolean;
  readonly maxLength: number;
}

export interface FormCheck {
  readonly id: string;
  readonly label: Text;
}

export interface RequestForm {
  readonly kind: FormKind;
  readonly name: Text;
  readonly handedInAt: Text;
  readonly lead: Text | undefined;
  readonly asks: readonly KindField[];
  readonly fields: readonly ExtraField[];
  readonly checks: readonly FormCheck[];
  /** Business days from receipt. */
  readonly deadlineDays: number;
}

interface Standard {
  readonly asks: readonly KindField[];
  readonly deadlineDays: number;
}

const STANDARD: Readonly<Record<FormKind, Standard>> = {
  certificateReissue: { asks: ['userId', 'reason'], deadlineDays: 5 },
  cardReissue: { asks: [], deadlineDays: 5 },
  pinUnlock: { asks: ['userId'], deadlineDays: 3 },
  methodChange: { asks: [], deadlineDays: 10 },
  newAdministrator: { asks: ['newAdministrator', 'newMail'], deadlineDays: 5 },
  // Whoever has lost a PC is in a hurry.
  revocation: { asks: ['userId', 'reason'], deadlineDays: 1 },
  contractClose: { asks: [], deadlineDays: 10 },
};

const CHECKS: readonly FormCheck[] = [
  {
    id: 'identity',
    label: { ja: '本人確認書類を確認しました', en: 'Identity documents have been checked' },
  },
  {
    id: 'seal',
    label: { ja: '届出印を照合しました', en: 'The seal has been compared with the registered one' },
  },
  {
    id: 'authority',
    label: {
      ja: 'お申出の方に依頼の権限があることを確認しました',
      en: 'Whoever applies has the right to do so',
    },
  },
];

const USUAL_LENGTH = 60;

/** The bank's form of this kind; undefined where it has none. */
export function requestFormOf(profile: BankProfile, kind: string): RequestForm | undefined {
  const entry = profile.forms.find((form) => form.kind === kind);
  if (entry === undefined) return undefined;
  const { asks, deadlineDays } = STANDARD[entry.kind];
  return {
    kind: entry.kind,
    name: entry.name,
    handedInAt: entry.handedInAt,
    lead: entry.lead,
    asks,
    fields: (entry.fields ?? []).map(({ id, label, required = false, maxLength = USUAL_LENGTH }) => {
      return { id, label, required, maxLength };
    }),
    checks: entry.checks ?? CHECKS,
    deadlineDays: entry.deadlineDays ?? deadlineDays,
  };
}

/** Every form of the bank, in the profile's order. */
export function requestFormsOf(profile: BankProfile): RequestForm[] {
  return profile.forms.flatMap(({ kind }) => requestFormOf(profile, kind) ?? []);
}
