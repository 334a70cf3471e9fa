// The columns of a bank's list of tokens, and one line of it, judged.

import { Secret } from 'otpauth';
import { formOf, hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { CEILINGS } from '../../profile/ceilings.ts';
import type { TokenRow } from '../../store/tables.ts';
import { type LineFault, type ListRow, readList } from '../read-list.ts';
import { TOKEN_SECRET_BYTES } from '../secrets/one-time-password.ts';

const COLUMNS = {
  serialNumber: ['serial_number', 'シリアル番号', '製造番号'],
  contractId: ['contract_id', '契約者ID', '利用者番号', 'お客様ID'],
  userId: ['user_id', '利用者ID'],
  kind: ['kind', '種類'],
  algorithm: ['algorithm'],
  digits: ['digits', '桁数'],
  stepSeconds: ['step_seconds'],
  counter: ['counter'],
  secretBase32: ['secret_base32'],
  secretHex: ['secret_hex'],
} as const;
type Column = keyof typeof COLUMNS;
const REQUIRED: readonly Column[] = ['serialNumber', 'contractId'];

export function readTokenList(content: Uint8Array): ListRow<Column>[] | LineFault[] {
  return readList(content, COLUMNS, REQUIRED);
}

/** A device as its maker's list describes it, and whose it is to be. */
export interface NewToken
  extends Pick<TokenRow, 'kind' | 'algorithm' | 'digits' | 'step_seconds' | 'last_used'> {
  readonly line: number;
  readonly serialNumber: string;
  readonly contractId: string;
  /** Empty for the administrator. */
  readonly userId: string;
  readonly secret: Uint8Array;
}

const SERIAL_NUMBER = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;
const ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'] as const;

/** The token that a line describes; what the line leaves out is as the profile says. Or what is wrong with it. */
export function readToken(
  profile: BankProfile,
  { line, cells }: ListRow<Column>,
): NewToken | readonly string[] {
  const { token, code } = profile;
  if (token === null) return [`bank ${code} has no tokens: its profile says "token": null`];
  const faults: string[] = [];
  const serialNumber = normaliseEntry(cells.serialNumber);
  if (!SERIAL_NUMBER.test(serialNumber)) {
    faults.push(`serial_number "${cells.serialNumber}": 1 to 64 letters, digits, points and hyphens`);
  }
  const id = (field: 'contractId' | 'userId', column: string): string => {
    const form = formOf(profile, field);
    const value = normaliseEntry(cells[field]);
    const absent = field === 'userId' && value === '';
    if (!absent && form !== undefined && !hasForm(form, value)) {
      faults.push(`${column} "${cells[field]}" has not the form of bank ${code}`);
    }
    return value;
  };
  const kind = oneOf(cells.kind.toLowerCase(), token.kinds, token.kinds[0] ?? 'totp');
  if (kind === undefined) faults.push(`kind "${cells.kind}": ${token.kinds.join(' or ')}`);
  const algorithm = oneOf(cells.algorithm.toUpperCase().replace('-', ''), ALGORITHMS, 'SHA1');
  if (algorithm === undefined) faults.push(`algorithm "${cells.algorithm}": ${ALGORITHMS.join(', ')}`);
  const number = (column: string, given: string, absent: number, least: number, most: number): number => {
    const value = given === '' ? absent : /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    if (value >= least && value <= most) return value;
    faults.push(`${column} "${given}": ${least === most ? least : `${least} to ${most}`}`);
    return absent;
  };
  const { minimum, maximum } = CEILINGS.tokenStepSeconds;
  const read = {
    line,
    serialNumber,
    contractId: id('contractId', 'contract_id'),
    userId: id('userId', 'user_id'),
    kind: kind ?? 'totp',
    algorithm: algorithm ?? 'SHA1',
    // Pages ask for as many digits as the profile says.
    digits: number('digits', cells.digits, token.digits, token.digits, token.digits),
    step_seconds: number('step_seconds', cells.stepSeconds, token.stepSeconds, minimum, maximum),
    // The next counter to come (RFC 4226); a clock has no such thing.
    last_used: number('counter', cells.counter, 0, 0, kind === 'hotp' ? Number.MAX_SAFE_INTEGER : 0) - 1,
    secret: readSecret(cells.secretBase32, cells.secretHex, faults),
  };
  return faults.length > 0 ? faults : read;
}

function oneOf<Value extends string>(
  given: string,
  values: readonly Value[],
  absent: Value,
): Value | undefined {
  return given === '' ? absent : values.find((value) => value === given);
}

/** Messages never repeat what stands there: it is a secret. */
function readSecret(base32: string, hex: string, faults: string[]): Uint8Array {
  if ((base32 === '') === (hex === '')) {
    faults.push('a token has one secret: fill secret_base32 or secret_hex');
    return new Uint8Array();
  }
  const plain = (base32 || hex).replaceAll(/[\s-]/g, '');
  const form = base32 === '' ? /^(?:[0-9A-Fa-f]{2})+$/ : /^[A-Za-z2-7]+=*$/;
  if (!form.test(plain)) {
    faults.push(base32 === '' ? 'secret_hex is not hexadecimal' : 'secret_base32 is not base32 (RFC 4648)');
    return new Uint8Array();
  }
  const { bytes } = base32 === '' ? Secret.fromHex(plain) : Secret.fromBase32(plain.replace(/=+$/, ''));
  const { minimum, maximum } = TOKEN_SECRET_BYTES;
  if (bytes.length < minimum || bytes.length > maximum) {
    faults.push(`the secret has ${bytes.length * 8} bits: at least ${minimum * 8} (RFC 4226 R6)`);
  }
  return bytes;
}
