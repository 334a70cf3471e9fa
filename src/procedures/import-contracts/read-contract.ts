// One line of the list, judged: every fault is found before anything is loaded.

import { dayOf, isDay } from '../../domain/calendar.ts';
import { cardShape } from '../../domain/card-question.ts';
import { formOf, hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import { isMailAddress } from '../../domain/mail-address.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { describeForm, describeNameFault } from '../list-messages.ts';
import { generateSecret } from '../secrets/generate-secret.ts';
import type { ContractRow } from './read-contract-list.ts';

export interface CardContent {
  readonly cardNumber: string;
  /** Coordinate → content; the one content of a fixed password has the coordinate ''. */
  readonly cells: Readonly<Record<string, string>>;
}

/** A contract with its secrets in clear: what is put into the customer's envelope. */
export interface NewContract {
  readonly line: number;
  readonly contractId: string;
  readonly companyName: string;
  /** How the name is read; empty: the list does not say. */
  readonly companyKana: string;
  readonly mail: string;
  readonly language: 'ja' | 'en';
  readonly acquisitionFrom: string;
  readonly contractPin: string;
  readonly contractConfirmationPin: string | undefined;
  readonly card: CardContent | undefined;
}

const LONGEST_NAME = 300;

/** The contract that a line describes, generating what the line leaves to us; or what is wrong with it. */
export function readContract(profile: BankProfile, row: ContractRow, now: number): NewContract | string[] {
  const { cells } = row;
  const faults: string[] = [];
  const contractId = normaliseEntry(cells.contractId);
  if (!hasForm(profile.identifiers.contractId, contractId)) {
    faults.push(`contract_id "${cells.contractId}": ${describeForm(profile.identifiers.contractId)}`);
  }
  const companyName = cells.companyName.normalize('NFC');
  const nameFault = describeNameFault('company_name', companyName, LONGEST_NAME);
  if (nameFault !== undefined) faults.push(nameFault);
  const companyKana = cells.companyKana.normalize('NFC').trim();
  const kanaFault =
    companyKana === '' ? undefined : describeNameFault('company_kana', companyKana, LONGEST_NAME);
  if (kanaFault !== undefined) faults.push(kanaFault);
  if (!isMailAddress(cells.mail)) faults.push(`mail "${cells.mail}" is not a mail address`);
  if (!['', 'ja', 'en'].includes(cells.language)) faults.push(`language "${cells.language}": ja or en`);
  const acquisitionFrom = cells.acquisitionFrom.replaceAll('/', '-') || dayOf(now);
  if (!isDay(acquisitionFrom)) faults.push(`acquisition_from "${cells.acquisitionFrom}": YYYY-MM-DD`);
  const pin = (field: 'contractPin' | 'contractConfirmationPin', given: string): string | undefined => {
    const form = formOf(profile, field);
    if (form === undefined) {
      if (given !== '') faults.push(`bank ${profile.code} has no ${field}`);
      return undefined;
    }
    const value = normaliseEntry(given) || generateSecret(form);
    if (!hasForm(form, value)) faults.push(`${field}: ${describeForm(form)}`);
    return value;
  };
  const contractPin = pin('contractPin', cells.contractPin) ?? '';
  let contractConfirmationPin = pin('contractConfirmationPin', cells.contractConfirmationPin);
  if (contractConfirmationPin === contractPin) {
    if (cells.contractConfirmationPin !== '') faults.push('both PINs are the same');
    else contractConfirmationPin = pin('contractConfirmationPin', '');
  }
  const card = readCard(profile, contractId, cells.cardNumber, cells.cardCells, faults);
  if (faults.length > 0) return faults;
  return {
    line: row.line,
    contractId,
    companyName,
    companyKana,
    mail: cells.mail,
    language: cells.language === 'en' ? 'en' : 'ja',
    acquisitionFrom,
    contractPin,
    contractConfirmationPin,
    card,
  };
}

/** The cells stand in one column, row by row, parted by blanks: `12 34 56 …`. */
function readCard(
  profile: BankProfile,
  contractId: string,
  cardNumber: string,
  cardCells: string,
  faults: string[],
): CardContent | undefined {
  const { card } = profile;
  if (card === null) {
    if (cardNumber !== '' || cardCells !== '') faults.push(`bank ${profile.code} issues no cards`);
    return undefined;
  }
  const { coordinates, form } = cardShape(card);
  const contents =
    cardCells === ''
      ? coordinates.map(() => generateSecret(form))
      : cardCells.normalize('NFKC').trim().split(/\s+/);
  if (contents.length !== coordinates.length || !contents.every((one) => hasForm(form, one))) {
    faults.push(`card_cells: ${coordinates.length} cells, ${describeForm(form)}`);
  }
  return {
    cardNumber: cardNumber || `${profile.code}-${contractId}`,
    cells: Object.fromEntries(coordinates.map((coordinate, index) => [coordinate, contents[index] ?? ''])),
  };
}
