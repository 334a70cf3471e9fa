// The columns of a bank's list of tokens, and one line of it, judged.

import { Secret } from 'otpauth';
import { formOf, hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { CEILINGS } from '../../profile/ceilings.ts';
import { type LineFault, type ListRow, readList } from '../read-list.ts';
import { TOKEN_SECRET_BYTES } from '../secrets/one-time-password.ts';
import type { PskcFaultCode } from './pskc/pskc-fault.ts';
import { looksLikeXml } from './pskc/xml-tree.ts';
import { SERIAL_NUMBER, type TokenSeed } from './token-seed.ts';

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

/** A list of devices that nobody has yet. */
export function readSeedList(content: Uint8Array): ListRow<Column>[] | LineFault[] {
  return readList<Column>(content, COLUMNS, ['serialNumber']);
}

/** A device as its maker's list describes it, and whose it is to be. */
export interface NewToken extends TokenSeed {
  readonly contractId: string;
  /** Empty for the administrator. */
  readonly userId: string;
}

const ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'] as const;

/** What is wrong with a token of a list: in words for who made the list, and by a code for pages. */
export interface SeedFault {
  readonly message: string;
  readonly code: PskcFaultCode;
  readonly about: string;
}

/** The token that a line describes; what the line leaves out is as the profile says. Or what is wrong with it. */
export function readToken(profile: BankProfile, row: ListRow<Column>): NewToken | readonly string[] {
  const { token, code } = profile;
  if (token === null) return [`bank ${code} has no tokens: its profile says "token": null`];
  const { line, cells } = row;
  const faults: string[] = [];
  const id = (field: 'contractId' | 'userId', column: string): string => {
    const form = formOf(profile, field);
    const value = normaliseEntry(cells[field]);
    const absent = field === 'userId' && value === '';
    if (!absent && form !== undefined && !hasForm(form, value)) {
      faults.push(`${column} "${cells[field]}" has not the form of bank ${code}`);
    }
    return value;
  };
  const ids = { contractId: id('contractId', 'contract_id'), userId: id('userId', 'user_id') };
  const seed = readSeed(token, row);
  if (!('secret' in seed)) faults.push(...seed.map(({ message }) => message));
  return faults.length > 0 || !('secret' in seed) ? faults : { ...seed, ...ids, line };
}

/** The device alone, whoever is to have it. */
export function readSeed(
  token: NonNullable<BankProfile['token']>,
  { line, cells }: ListRow<Column>,
): TokenSeed | readonly SeedFault[] {
  const faults: SeedFault[] = [];
  const fault = (code: PskcFaultCode, about: string, message: string) =>
    faults.push({ code, about, message });
  const serialNumber = normaliseEntry(cells.serialNumber);
  if (!SERIAL_NUMBER.test(serialNumber)) {
    const message = `serial_number "${cells.serialNumber}": 1 to 64 letters, digits, points and hyphens`;
    fault('key-serial', cells.serialNumber, message);
  }
  const kind = oneOf(cells.kind.toLowerCase(), token.kinds, token.kinds[0] ?? 'totp');
  if (kind === undefined)
    fault('key-algorithm', cells.kind, `kind "${cells.kind}": ${token.kinds.join(' or ')}`);
  const algorithm = oneOf(cells.algorithm.toUpperCase().replace('-', ''), ALGORITHMS, 'SHA1');
  if (algorithm === undefined) {
    fault('key-suite', cells.algorithm, `algorithm "${cells.algorithm}": ${ALGORITHMS.join(', ')}`);
  }
  const number = (
    code: PskcFaultCode,
    column: string,
    given: string,
    { absent, least, most }: { readonly absent: number; readonly least: number; readonly most: number },
  ): number => {
    const value = given === '' ? absent : /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    if (value >= least && value <= most) return value;
    fault(code, given, `${column} "${given}": ${least === most ? least : `${least} to ${most}`}`);
    return absent;
  };
  const { minimum: least, maximum: most } = CEILINGS.tokenStepSeconds;
  const { digits, stepSeconds } = token;
  const counters = { absent: 0, least: 0, most: kind === 'hotp' ? Number.MAX_SAFE_INTEGER : 0 };
  const read = {
    ...{ line, serialNumber, maker: '', model: '' },
    kind: kind ?? 'totp',
    algorithm: algorithm ?? 'SHA1',
    // Pages ask for as many digits as the profile says.
    digits: number('key-digits', 'digits', cells.digits, { absent: digits, least: digits, most: digits }),
    step_seconds: number('key-interval', 'step_seconds', cells.stepSeconds, {
      absent: stepSeconds,
      least,
      most,
    }),
    // The next counter to come (RFC 4226); a clock has no such thing.
    last_used: number('key-counter', 'counter', cells.counter, counters) - 1,
    secret: readSecret(cells.secretBase32, cells.secretHex, fault),
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
function readSecret(
  base32: string,
  hex: string,
  fault: (code: PskcFaultCode, about: string, message: string) => void,
): Uint8Array {
  if ((base32 === '') === (hex === '')) {
    fault('key-secret', '', 'a token has one secret: fill secret_base32 or secret_hex');
    return new Uint8Array();
  }
  const plain = (base32 || hex).replaceAll(/[\s-]/g, '');
  const form = base32 === '' ? /^(?:[0-9A-Fa-f]{2})+$/ : /^[A-Za-z2-7]+=*$/;
  if (!form.test(plain)) {
    const message =
      base32 === '' ? 'secret_hex is not hexadecimal' : 'secret_base32 is not base32 (RFC 4648)';
    fault('key-secret', '', message);
    return new Uint8Array();
  }
  const { bytes } = base32 === '' ? Secret.fromHex(plain) : Secret.fromBase32(plain.replace(/={1,6}$/, ''));
  const { minimum, maximum } = TOKEN_SECRET_BYTES;
  if (bytes.length < minimum || bytes.length > maximum) {
    const bits = String(bytes.length * 8);
    fault('key-secret-short', bits, `the secret has ${bits} bits: at least ${minimum * 8} (RFC 4226 R6)`);
  }
  return bytes;
}

/** Whether a list says whose its tokens are to be: what says nothing of that is for the stock. */
export function namesHolders(content: Uint8Array): boolean {
  if (looksLikeXml(content)) return false;
  const rows = readSeedList(content);
  // A list that cannot be read is told as the one that it was before there was a stock.
  return rows.some((row) => 'message' in row || row.cells.contractId !== '');
}
