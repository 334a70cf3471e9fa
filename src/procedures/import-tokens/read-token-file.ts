// A vendor's file of tokens that nobody has yet: PSKC (RFC 6030), or the list of `warifu token import` without customers;
// and which of its seeds the bank knows already.

import { timingSafeEqual } from 'node:crypto';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { findGivenTokens, findKnownSeeds } from '../../store/read/token-stock.ts';
import type { Reader } from '../../store/store.ts';
import type { DeploymentKeys } from '../deployment.ts';
import { sealOfValues } from '../office/forms/form-seal.ts';
import type { LineFault, ListFaultCode } from '../read-list.ts';
import { openTokenSecret } from '../secrets/token-secret.ts';
import type { PskcSecrets } from './pskc/pskc-encryption.ts';
import type { PskcFaultCode, StockFaultCode } from './pskc/pskc-fault.ts';
import { doublesOf, MOST_PSKC_OCTETS, readPskc } from './pskc/read-pskc.ts';
import { looksLikeXml } from './pskc/xml-tree.ts';
import { readSeed, readSeedList } from './read-token-list.ts';
import type { TokenSeed } from './token-seed.ts';

export type TokenProfile = BankProfile & { readonly token: NonNullable<BankProfile['token']> };

export interface TokenFileFault {
  /** A line of a list, or which key of a PSKC file; 0: the file as a whole. */
  readonly line: number;
  readonly code: PskcFaultCode | StockFaultCode | ListFaultCode;
  readonly about: string;
}

export interface ReadSeeds {
  readonly fresh: readonly TokenSeed[];
  /** Serial numbers that stand in stock just so, or are or were somebody's. */
  readonly unchanged: readonly string[];
}

/** Every seed of the file, parted into new and known ones; or every fault, and then nothing is to be done with it. */
export async function readTokenFile(
  { db, keys, now }: { readonly db: Reader; readonly keys: DeploymentKeys; readonly now: number },
  profile: TokenProfile,
  content: Uint8Array,
  secrets: PskcSecrets,
): Promise<ReadSeeds | { readonly faults: readonly TokenFileFault[] }> {
  const read = looksLikeXml(content)
    ? await readPskc(profile, content, secrets, now)
    : readCsv(profile, content);
  if ('faults' in read) return read;
  return partSeeds({ db, keys }, profile, read.seeds);
}

function readCsv(
  { token }: TokenProfile,
  content: Uint8Array,
): { readonly seeds: readonly TokenSeed[] } | { readonly faults: readonly TokenFileFault[] } {
  const whole = (code: PskcFaultCode) => ({ faults: [{ line: 0, code, about: '' }] });
  if (content.length > MOST_PSKC_OCTETS) return whole('too-large');
  const faults: TokenFileFault[] = [];
  const seeds: TokenSeed[] = [];
  for (const row of readSeedList(content)) {
    if ('message' in row) {
      faults.push(faultOfList(row));
      continue;
    }
    const { line, cells } = row;
    // Whose it is, two persons settle afterwards.
    if (cells.contractId !== '' || cells.userId !== '') {
      faults.push({ line, code: 'key-holder', about: cells.contractId });
    }
    const seed = readSeed(token, row);
    if ('secret' in seed) seeds.push(seed);
    else faults.push(...seed.map(({ code, about }) => ({ line, code, about: about.slice(0, 100) })));
  }
  if (seeds.length === 0 && faults.length === 0) return whole('no-keys');
  faults.push(...doublesOf(seeds));
  return faults.length > 0 ? { faults } : { seeds };
}

const faultOfList = ({ line, code = 'csv', about = '' }: LineFault): TokenFileFault => {
  return { line, code, about: about.slice(0, 100) };
};

/** By which a secret is known again, without being opened. */
export const markOfSecret = (keys: DeploymentKeys, bankCode: string, secret: Uint8Array): string =>
  sealOfValues(keys, ['token-seed', bankCode, Buffer.from(secret).toString('base64')]);

async function partSeeds(
  { db, keys }: { readonly db: Reader; readonly keys: DeploymentKeys },
  { code: bankCode }: TokenProfile,
  seeds: readonly TokenSeed[],
): Promise<ReadSeeds | { readonly faults: readonly TokenFileFault[] }> {
  const serials = seeds.map(({ serialNumber }) => serialNumber);
  const marks = new Map(seeds.map((seed) => [seed, markOfSecret(keys, bankCode, seed.secret)]));
  const bySerial = await findKnownSeeds(db, bankCode, 'serial_number', serials);
  const byMark = await findKnownSeeds(db, bankCode, 'secret_mark', [...marks.values()]);
  const markOf = new Map(bySerial.map(({ serialNumber, mark }) => [serialNumber, mark]));
  const serialOf = new Map(byMark.map(({ serialNumber, mark }) => [mark, serialNumber]));
  const given = new Map(
    (await findGivenTokens(db, bankCode, serials)).map((row) => [row.serial_number, row]),
  );
  const fresh: TokenSeed[] = [];
  const unchanged: string[] = [];
  const faults: TokenFileFault[] = [];
  for (const seed of seeds) {
    const { line, serialNumber } = seed;
    const mark = marks.get(seed) ?? '';
    const known = markOf.get(serialNumber);
    const held = given.get(serialNumber);
    const otherwise =
      (known !== undefined && known !== mark) ||
      (serialOf.get(mark) ?? serialNumber) !== serialNumber ||
      // An ended one has no secret any more to compare with, and does not come back.
      (held?.state === 'active' && !sameSecret(openTokenSecret(keys, held), seed.secret));
    if (otherwise) faults.push({ line, code: 'known-otherwise', about: serialNumber });
    else if (known !== undefined || held !== undefined) unchanged.push(serialNumber);
    else fresh.push(seed);
  }
  return faults.length > 0 ? { faults } : { fresh, unchanged };
}

const sameSecret = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
