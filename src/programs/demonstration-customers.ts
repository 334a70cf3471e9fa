// The demonstration's customers, the same six for every bank, each in a state that is worth seeing. Their secrets
// are decided once, written to customers.json, and only then loaded, so that no crash leaves a customer whose secrets
// nobody knows.

import { addDays, type Day, dayOf } from '../domain/calendar.ts';
import { cellsOf, coordinateOf } from '../domain/card-question.ts';
import { formOf } from '../domain/entered-fields.ts';
import { lastAcquisitionDay } from '../domain/windows.ts';
import { generatePins, generateSecret } from '../procedures/secrets/generate-secret.ts';
import type { BankProfile, Text } from '../profile/bank-profile.ts';
import { ownPins } from './demonstration-pins.ts';
import { ADMINISTRATOR, type DemonstrationToken, makeTokens } from './demonstration-tokens.ts';
import { type DemonstrationUser, makeUsers } from './demonstration-users.ts';

export interface DemonstrationCard {
  readonly cardNumber: string;
  /** Coordinate as printed (`ア1`) → digits. Absent where the card shows one fixed password. */
  readonly cells?: Readonly<Record<string, string>> | undefined;
  readonly password?: string | undefined;
}

/** All that the envelope from the bank would hold. */
export interface DemonstrationCustomer {
  readonly bank: string;
  readonly contractId: string;
  readonly companyName: string;
  readonly mail: string;
  /** What this customer shows, in words. */
  readonly state: Text;
  readonly suspended: boolean;
  /** The day from which the acquisition window counts. */
  readonly acquisitionFrom: Day;
  /** Whether 開通確認 is done: then the PINs below are the customer's own, else those of the bank's letter. */
  readonly activated: boolean;
  readonly contractPin: string;
  readonly contractConfirmationPin?: string | undefined;
  /** What the bank's letter said. */
  readonly firstPins: AdministratorPins;
  readonly card?: DemonstrationCard | undefined;
  /** Who shows one-time passwords; absent in files of before there were any. */
  readonly tokens?: readonly DemonstrationToken[];
  /** Absent where the contract has none. */
  readonly users?: readonly DemonstrationUser[];
}

export interface AdministratorPins {
  readonly contractPin: string;
  readonly contractConfirmationPin?: string | undefined;
}

/** What one of the customers is there to show. */
interface Part {
  readonly companyName: string;
  readonly mailName: string;
  /** Days of the window that are gone; the state's words name its last day. */
  readonly daysGone: (windowDays: number) => number;
  readonly suspended?: true;
  /** Still has the first PINs. */
  readonly beforeActivation?: true;
  readonly state: (lastDay: Day) => Text;
}

const PARTS: readonly Part[] = [
  {
    companyName: '株式会社つきしま製作所',
    mailName: 'tsukishima',
    daysGone: () => 0,
    state: (lastDay) => ({
      ja: `管理者の電子証明書を取得できます（${lastDay} まで）`,
      en: `The administrator can acquire a certificate (until ${lastDay})`,
    }),
  },
  {
    companyName: '有限会社あさひ印刷',
    mailName: 'asahi',
    daysGone: () => 10,
    state: (lastDay) => ({
      ja: `管理者の電子証明書を取得できます（${lastDay} まで）。二人目の見本です`,
      en: `The administrator can acquire a certificate (until ${lastDay}); a second specimen`,
    }),
  },
  {
    companyName: 'みなと商会株式会社',
    mailName: 'minato',
    daysGone: (windowDays) => windowDays,
    state: (lastDay) => ({
      ja: `取得できる期間の最終日です（${lastDay}）`,
      en: `On the last day of the acquisition window (${lastDay})`,
    }),
  },
  {
    companyName: '合同会社やまびこ物流',
    mailName: 'yamabiko',
    daysGone: (windowDays) => windowDays + 1,
    state: (lastDay) => ({
      ja: `取得できる期間を過ぎています（${lastDay} まででした）`,
      en: `The acquisition window is over (it ended on ${lastDay})`,
    }),
  },
  {
    companyName: '株式会社O’Neil & <Sons> 日本',
    mailName: 'oneil',
    daysGone: () => 0,
    suspended: true,
    state: () => ({
      ja: 'ご契約が停止されています',
      en: 'The contract is suspended',
    }),
  },
  {
    companyName: '株式会社はるかぜ商店',
    mailName: 'harukaze',
    daysGone: () => 0,
    beforeActivation: true,
    state: () => ({
      ja: '開通確認の前です。暗証番号は仮のもので、開通確認で変更するまでお手続きに使えません',
      en: 'Before activation: the PINs are first ones, good for nothing but the activation that replaces them',
    }),
  },
];

const ADMINISTRATOR_PINS = ['contractPin', 'contractConfirmationPin'] as const;

/** Fresh secrets for the customers of one bank. */
export function makeCustomers(profile: BankProfile, now: number): DemonstrationCustomer[] {
  return PARTS.map((part, index) => {
    const acquisitionFrom = addDays(dayOf(now), -part.daysGone(profile.enrolment.windowDays));
    // The first of each bank has users.
    const users = index === 0 ? makeUsers(profile) : [];
    const activated = part.beforeActivation === undefined;
    const firstPins = { contractPin: '', ...generatePins(profile, ADMINISTRATOR_PINS) };
    return {
      bank: profile.code,
      contractId: contractIdOf(profile, index + 1),
      companyName: part.companyName,
      mail: `${part.mailName}@customer.example`,
      state: part.state(lastAcquisitionDay(profile, 'administrator', acquisitionFrom)),
      suspended: part.suspended ?? false,
      acquisitionFrom,
      activated,
      ...(activated ? { contractPin: '', ...ownPins(profile, 'administrator') } : firstPins),
      firstPins,
      card: makeCard(profile, index + 1),
      tokens: makeTokens(profile, index + 1, [ADMINISTRATOR, ...users.map(({ userId }) => userId)]),
      ...(users.length > 0 && { users }),
    };
  });
}

/** The bank's list of its new contracts, as `warifu contract import` reads it. */
export function contractList(customers: readonly DemonstrationCustomer[], profile: BankProfile): string {
  const columns = ['contract_id', 'company_name', 'mail', 'acquisition_from', 'contract_pin'];
  const asksConfirmation = formOf(profile, 'contractConfirmationPin') !== undefined;
  if (asksConfirmation) columns.push('contract_confirmation_pin');
  if (profile.card !== null) columns.push('card_number', 'card_cells');
  const rows = customers.map((one) => [
    ...[one.contractId, one.companyName, one.mail, one.acquisitionFrom, one.firstPins.contractPin],
    ...(asksConfirmation ? [one.firstPins.contractConfirmationPin ?? ''] : []),
    ...(profile.card === null ? [] : [one.card?.cardNumber ?? '', cellList(profile, one.card)]),
  ]);
  return [columns, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Row by row, parted by blanks. */
function cellList({ card: kind }: BankProfile, card: DemonstrationCard | undefined): string {
  if (kind?.kind !== 'table') return card?.password ?? '';
  return cellsOf(kind)
    .map((cell) => card?.cells?.[coordinateOf(cell)] ?? '')
    .join(' ');
}

/** The bank's code, zeros and a number, as far as the form has room. */
function contractIdOf({ code, identifiers }: BankProfile, number: number): string {
  const { minLength } = identifiers.contractId;
  const tail = String(number);
  return minLength >= code.length + tail.length
    ? code + tail.padStart(minLength - code.length, '0')
    : tail.padStart(minLength, '0');
}

function makeCard(profile: BankProfile, number: number): DemonstrationCard | undefined {
  const { card, code } = profile;
  if (card === null) return undefined;
  const cardNumber = `${code}-${String(number).padStart(6, '0')}`;
  if (card.kind === 'fixed') return { cardNumber, password: generateSecret(card) };
  const form = {
    minLength: card.digitsPerCell,
    maxLength: card.digitsPerCell,
    characters: 'digits',
  } as const;
  return {
    cardNumber,
    cells: Object.fromEntries(cellsOf(card).map((cell) => [coordinateOf(cell), generateSecret(form)])),
  };
}
