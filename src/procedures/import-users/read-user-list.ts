// The columns of a bank's list of users, and one line of it, judged; PINs that it leaves out are made.

import { formOf, hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import { isMailAddress } from '../../domain/mail-address.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { describeForm, describeNameFault } from '../list-messages.ts';
import { type LineFault, type ListRow, readList } from '../read-list.ts';
import { generatePins } from '../secrets/generate-secret.ts';
import type { FirstPins } from '../users/first-pins.ts';
import type { NewUser } from '../users/insert-user.ts';
import { LONGEST_USER_NAME } from '../users/user-details.ts';

const COLUMNS = {
  contractId: ['contract_id', '契約者ID', '利用者番号', 'お客様ID'],
  userId: ['user_id', '利用者ID'],
  name: ['name', '氏名'],
  mail: ['mail', 'メールアドレス'],
  permission: ['permission', '電子証明書発行'],
  userPin: ['user_pin', '利用者暗証番号'],
  userConfirmationPin: ['user_confirmation_pin', '利用者確認暗証番号'],
} as const;
type Column = keyof typeof COLUMNS;
const REQUIRED: readonly Column[] = ['contractId', 'userId', 'name', 'mail'];

export function readUserList(content: Uint8Array): ListRow<Column>[] | LineFault[] {
  return readList(content, COLUMNS, REQUIRED);
}

/** A user with first PINs in clear: what is put into the envelope. */
export interface ListedUser extends NewUser {
  readonly line: number;
  readonly contractId: string;
  readonly firstPins: FirstPins;
}

const YES = ['yes', 'はい', '発行する'];
const NO = ['', 'no', 'いいえ', '発行しない'];
const PIN_COLUMNS = { userPin: 'user_pin', userConfirmationPin: 'user_confirmation_pin' } as const;
type UserPin = keyof typeof PIN_COLUMNS;

/** The user that a line describes, or everything that is wrong with it. Messages never repeat a PIN. */
export function readUser(
  profile: BankProfile,
  { line, cells }: ListRow<Column>,
): ListedUser | readonly string[] {
  const faults: string[] = [];
  const id = (field: 'contractId' | 'userId', column: string): string => {
    const form = profile.identifiers[field];
    const value = normaliseEntry(cells[field]);
    if (value === '') faults.push(`${column} is empty`);
    else if (!hasForm(form, value)) faults.push(`${column} "${cells[field]}": ${describeForm(form)}`);
    return value;
  };
  const contractId = id('contractId', 'contract_id');
  const userId = id('userId', 'user_id');
  const name = cells.name.normalize('NFC').trim();
  const nameFault = describeNameFault('name', name, LONGEST_USER_NAME);
  if (nameFault !== undefined) faults.push(nameFault);
  const mail = normaliseEntry(cells.mail);
  if (!isMailAddress(mail)) faults.push(`mail "${cells.mail}" is not a mail address`);
  const permission = normaliseEntry(cells.permission).toLowerCase();
  const permit = YES.includes(permission);
  if (!permit && !NO.includes(permission)) faults.push(`permission "${cells.permission}": yes or no`);
  const firstPins = readPins(profile, cells, faults);
  return faults.length > 0 ? faults : { line, contractId, userId, name, mail, permit, firstPins };
}

function readPins(
  profile: BankProfile,
  cells: ListRow<Column>['cells'],
  faults: string[],
): ListedUser['firstPins'] {
  const given: Partial<Record<UserPin, string>> = {};
  const pins = Object.keys(PIN_COLUMNS) as UserPin[];
  for (const pin of pins) {
    const value = normaliseEntry(cells[pin]);
    if (value === '') continue;
    const form = formOf(profile, pin);
    if (form === undefined) faults.push(`${PIN_COLUMNS[pin]}: bank ${profile.code} has no such PIN`);
    else if (!hasForm(form, value)) faults.push(`${PIN_COLUMNS[pin]}: ${describeForm(form)}`);
    given[pin] = value;
  }
  if (given.userPin !== undefined && given.userPin === given.userConfirmationPin) {
    faults.push('both PINs are the same');
    return given;
  }
  for (;;) {
    const whole = { ...generatePins(profile, pins), ...given };
    if (whole.userPin !== whole.userConfirmationPin) return whole;
  }
}
