// Whoever has begun under one version of a bank's profile finishes under it: the version goes along at the end of the
// token that holds the way, and so under the hash by which the way is found. Nobody chooses a version: another ending
// is another token, and holds nothing.

import type { BankProfile } from '../../profile/bank-profile.ts';
import type { Banks } from '../../profile/banks-in-force.ts';
import { newToken } from '../secrets/token.ts';

interface WayKey {
  readonly bankCode: string;
  readonly token?: string | undefined;
}

/** A way that begins now: the profile in force, and the token that will hold the way under it. */
export function beginWay(
  { banks }: { readonly banks: Banks },
  bankCode: string,
): { readonly profile: BankProfile; readonly token: string } | undefined {
  const profile = banks.get(bankCode);
  const version = banks.versionOf?.(bankCode);
  if (profile === undefined) return undefined;
  return { profile, token: version === undefined ? newToken() : `${newToken()}.${version}` };
}

/** A new token for a way that goes on. */
export function goOnWay(token: string | undefined): string {
  const version = versionOfToken(token);
  return version === undefined ? newToken() : `${newToken()}.${version}`;
}

/** The profile that the way began with; the one in force where the token says none, or one that is long over. */
export function profileOfWay(
  { banks }: { readonly banks: Banks },
  { bankCode, token }: WayKey,
): BankProfile | undefined {
  const version = versionOfToken(token);
  const began = version === undefined ? undefined : banks.ofVersion?.(bankCode, version);
  return began ?? banks.get(bankCode);
}

/** Whether the way began, elsewhere, with a version that this process has not heard of yet. */
export function isAhead({ banks }: { readonly banks: Banks }, { bankCode, token }: WayKey): boolean {
  const version = versionOfToken(token);
  const known = banks.versionOf?.(bankCode);
  return version !== undefined && known !== undefined && version > known;
}

function versionOfToken(token: string | undefined): number | undefined {
  const version = /\.([1-9]\d{0,8})$/.exec(token ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}
