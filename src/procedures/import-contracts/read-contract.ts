// One line of the list, judged: every fault is found before anything is loaded.

import { dayOf } from '../../domain/calendar.ts';
import { cardShape } from '../../domain/card-question.ts';
import {
  type ContractTerms,
  LONGEST,
  readContractTerms,
  type Term,
  type TermsFault,
} from '../../domain/contract-terms.ts';
import { formOf, hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { describeForm, sayNameFault } from '../list-messages.ts';
import { generateSecret } from '../secrets/generate-secret.ts';
import { COLUMNS, type ContractRow } from './read-contract-list.ts';

export interface CardContent {
  readonly cardNumber: string;
  /** Coordinate → content; the one content of a fixed password has the coordinate ''. */
  readonly cells: Readonly<Record<string, string>>;
}

/** A contract with its secrets in clear: what is put into the customer's envelope. */
export interface NewContract extends ContractTerms {
  readonly line: number;
  readonly contractId: string;
  readonly contractPin: string;
  readonly contractConfirmationPin: string | undefined;
  readonly card: CardContent | undefined;
}

/** The contract that a line describes, generating what the line leaves to us; or what is wrong with it. */
export function readContract(profile: BankProfile, row: ContractRow, now: number): NewContract | string[] {
  const { cells } = row;
  const read = readContractTerms(profile, cells, dayOf(now));
  const faults =
    read instanceof Map ? [...read].map(([term, fault]) => describeFault(profile, cells, term, fault)) : [];
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
  const contractId = read instanceof Map ? '' : read.contractId;
  const card = readCard(profile, contractId, cells.cardNumber, cells.cardCells, faults);
  if (read instanceof Map || faults.length > 0) return faults;
  return { line: row.line, contractId, ...read.terms, contractPin, contractConfirmationPin, card };
}

/** In words for the person who made the file. */
function describeFault(
  profile: BankProfile,
  cells: ContractRow['cells'],
  term: Term | 'contractId',
  fault: TermsFault,
): string {
  const column = COLUMNS[term][0];
  const said = `${column} "${cells[term]}"`;
  switch (fault) {
    case 'form':
      return `${said}: ${describeForm(profile.identifiers.contractId)}`;
    case 'mail':
      return `${said} is not a mail address`;
    case 'language':
      return `${said}: ja or en`;
    case 'day':
      return `${said}: YYYY-MM-DD`;
    case 'postal':
      return `${said}: 7 digits`;
    default:
      return sayNameFault(column, fault, LONGEST[term as keyof typeof LONGEST]);
  }
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
