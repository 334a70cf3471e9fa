// One line of the list, judged: every fault is found before anything is loaded.

import { dayOf, isDay } from '../../domain/calendar.ts';
import { cellsOf, coordinateOf } from '../../domain/card-question.ts';
import { type FieldForm, formOf, hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import { isMailAddress } from '../../domain/mail-address.ts';
import { faultOfName, type NameFault } from '../../domain/person-name.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
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
  readonly mail: string;
  readonly language: 'ja' | 'en';
  readonly acquisitionFrom: string;
  readonly contractPin: string;
  readonly contractConfirmationPin: string | undefined;
  readonly card: CardContent | undefined;
}

const LONGEST_NAME = 300;
const NAME_FAULTS: Readonly<Record<NameFault, string>> = {
  missing: 'company_name is empty',
  'too-long': `company_name is longer than ${LONGEST_NAME} characters`,
  deceptive: 'company_name has control or direction characters',
};

/** The contract that a line describes, generating what the line leaves to us; or what is wrong with it. */
export function readContract(profile: BankProfile, row: ContractRow, now: number): NewContract | string[] {
  const { cells } = row;
  const faults: string[] = [];
  const contractId = normaliseEntry(cells.contractId);
  if (!hasForm(profile.identifiers.contractId, contractId)) {
    faults.push(`contract_id "${cells.contractId}": ${describe(profile.identifiers.contractId)}`);
  }
  const companyName = cells.companyName.normalize('NFC');
  const nameFault = faultOfName(companyName, LONGEST_NAME);
  if (nameFault !== undefined) faults.push(NAME_FAULTS[nameFault]);
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
    if (!hasForm(form, value)) faults.push(`${field}: ${describe(form)}`);
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
  const coordinates = card.kind === 'fixed' ? [''] : cellsOf(card).map(coordinateOf);
  const form: FieldForm =
    card.kind === 'fixed'
      ? card
      : { minLength: card.digitsPerCell, maxLength: card.digitsPerCell, characters: 'digits' };
  const contents =
    cardCells === ''
      ? coordinates.map(() => generateSecret(form))
      : cardCells.normalize('NFKC').trim().split(/\s+/);
  if (contents.length !== coordinates.length || !contents.every((one) => hasForm(form, one))) {
    faults.push(`card_cells: ${coordinates.length} cells, ${describe(form)}`);
  }
  return {
    cardNumber: cardNumber || `${profile.code}-${contractId}`,
    cells: Object.fromEntries(coordinates.map((coordinate, index) => [coordinate, contents[index] ?? ''])),
  };
}

function describe({ minLength, maxLength, characters }: FieldForm): string {
  const length = minLength === maxLength ? `${minLength}` : `${minLength} to ${maxLength}`;
  return `${length} characters, ${characters}`;
}
