// An operator sends a vendor's file, sees what it would add, and confirms it: then its seeds are the bank's stock.

import { randomUUIDv7 } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { findTokenFile } from '../../../store/read/token-stock.ts';
import { insertTokenFile, takeTokenFile } from '../../../store/write/token-stock.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import type { PskcSecrets } from '../../import-tokens/pskc/pskc-encryption.ts';
import { readTokenFile, type TokenFileFault } from '../../import-tokens/read-token-file.ts';
import { registerSeedsIn } from '../../import-tokens/register-seeds.ts';
import type { TokenSeed } from '../../import-tokens/token-seed.ts';
import { openBytes, sealBytes } from '../../secrets/sealed-bytes.ts';
import type { FormsInput } from '../forms/form-access.ts';
import { type AtTokenBank, officerAtTokenBank } from './token-desk.ts';

const LONGEST_NAME = 100;
const placeOf = (id: string): string[] => ['token-file', id];

export interface SentTokenFile extends FormsInput {
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly secrets: PskcSecrets;
}

export interface ReadTokenFile {
  /** Absent: nothing in it is new. */
  readonly fileId: string | undefined;
  readonly fresh: number;
  readonly unchanged: readonly string[];
}

/** Reads a file and keeps what is new in it for an hour, sealed; nothing is registered yet. */
export async function sendTokenFile(
  deployment: Deployment,
  input: SentTokenFile,
): Promise<ReadTokenFile | { readonly faults: readonly TokenFileFault[] } | Refusal> {
  const { store, keys, now } = deployment;
  const at = await officerAtTokenBank(deployment, input, 'tokens.register');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const read = await readTokenFile({ db: store.db, keys, now: now() }, bank, input.content, input.secrets);
  if ('faults' in read) return read;
  const { fresh, unchanged } = read;
  if (fresh.length === 0) return { fileId: undefined, fresh: 0, unchanged };
  const id = randomUUIDv7();
  const seeds = fresh.map((seed) => ({ ...seed, secret: Buffer.from(seed.secret).toString('base64') }));
  const file = {
    ...{ id, bank_code: bank.code, officer: officer.holder.id, file_name: nameOf(input.fileName) },
    ...{ fresh: fresh.length, unchanged: unchanged.length, created_at: now() },
    sealed: sealBytes(keys.token, placeOf(id), Buffer.from(JSON.stringify(seeds))),
  };
  await store.transaction((tx) => insertTokenFile(tx, file));
  return { fileId: id, fresh: fresh.length, unchanged };
}

const nameOf = (given: string): string =>
  given.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, LONGEST_NAME);

export interface TokenFileInput extends FormsInput {
  readonly fileId: string;
}

export interface TokenFileView extends AtTokenBank {
  readonly file: NonNullable<Awaited<ReturnType<typeof findTokenFile>>>;
}

/** What the operator's own file would add; `token-file-over` when it is no longer kept, or somebody else's. */
export async function showTokenFile(
  deployment: Deployment,
  input: TokenFileInput,
): Promise<TokenFileView | Refusal> {
  const at = await officerAtTokenBank(deployment, input, 'tokens.register');
  if (isRefusal(at)) return at;
  const file = await findTokenFile(deployment.store.db, at.bank.code, input.fileId);
  return file?.officer === at.officer.holder.id ? { ...at, file } : refuse('token-file-over');
}

/** Registers what was shown. Of two confirmations at once one finds the file. */
export async function confirmTokenFile(
  deployment: Deployment,
  input: TokenFileInput,
  caller: Caller,
): Promise<{ readonly registered: number } | Refusal> {
  const { store, keys } = deployment;
  const at = await officerAtTokenBank(deployment, input, 'tokens.register');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  return store.transaction(async (tx) => {
    const id = input.fileId;
    const file = await takeTokenFile(tx, { bankCode: bank.code, id, officer: officer.holder.id });
    if (file === undefined) return refuse('token-file-over');
    const kept = JSON.parse(openBytes(keys.token, placeOf(id), file.sealed).toString()) as KeptSeed[];
    const seeds = kept.map((seed) => ({ ...seed, secret: Buffer.from(seed.secret, 'base64') }));
    const by = { fileName: file.file_name, officer: { id: officer.holder.id, name: officer.officerId } };
    return { registered: await registerSeedsIn(tx, deployment, bank, seeds, by, caller) };
  });
}

type KeptSeed = Omit<TokenSeed, 'secret'> & { readonly secret: string };
