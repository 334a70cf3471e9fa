// A profile as it is kept: its very octets, their hash, and a seal, so that who writes into the database past the
// program changes no bank's rules.

import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../domain/request-form-content.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { judgeProfile } from '../../profile/load-banks.ts';
import { formatFault } from '../../profile/profile-fault.ts';
import type { FoundVersion } from '../../store/read/bank-profile.ts';
import type { DeploymentKeys } from '../deployment.ts';

/** The JSON that is kept, shown, hashed and handed out. */
export function textOfProfile(profile: BankProfile): { readonly content: string; readonly sha256: string } {
  const content = `${JSON.stringify(profile, null, 2)}\n`;
  return { content, sha256: hash('sha256', content, 'hex') };
}

/** The same for profiles that say the same, however they are laid out. */
export const keyOfProfile = (profile: BankProfile): string => hash('sha256', canonicalJson(profile), 'hex');

export function sealOf(keys: DeploymentKeys, ...values: readonly (string | number | null)[]): string {
  return createHmac('sha256', keys.form)
    .update(JSON.stringify(['profile', ...values]))
    .digest('hex');
}

export function isSealed(seal: string, expected: string): boolean {
  const [given, right] = [Buffer.from(seal), Buffer.from(expected)];
  return given.length === right.length && timingSafeEqual(given, right);
}

type Sealed = Pick<FoundVersion, 'bank_code' | 'version' | 'sha256' | 'source'>;

export const sealOfVersion = (keys: DeploymentKeys, { bank_code, version, sha256, source }: Sealed): string =>
  sealOf(keys, 'version', bank_code, version, sha256, source);

/** A kept profile that this program cannot take. */
export class ProfileVersionError extends Error {
  readonly bankCode: string;
  readonly lines: readonly string[];

  constructor(bankCode: string, message: string, lines: readonly string[] = []) {
    super([message, ...lines].join('\n'));
    this.name = 'ProfileVersionError';
    this.bankCode = bankCode;
    this.lines = lines;
  }
}

/** @throws ProfileVersionError when the row was altered, or is no profile to this program. */
export function openVersion(keys: DeploymentKeys, row: FoundVersion): BankProfile {
  const name = `version ${row.version} of the profile of bank ${row.bank_code}`;
  const untouched =
    hash('sha256', row.content, 'hex') === row.sha256 && isSealed(row.seal, sealOfVersion(keys, row));
  if (!untouched) {
    throw new ProfileVersionError(row.bank_code, `${name} in the database is not what came into force`);
  }
  const judged = judgeProfile(Buffer.from(row.content), { file: name, expectedCode: row.bank_code });
  if (judged.ok) return judged.bank;
  throw new ProfileVersionError(
    row.bank_code,
    `${name} has faults for this program`,
    judged.faults.map(formatFault),
  );
}
