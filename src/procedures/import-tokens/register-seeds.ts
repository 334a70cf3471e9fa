// Seeds of a vendor's file become a bank's stock of tokens: all of the file or nothing of it, and a second time changes
// nothing.

import { randomUUIDv7 } from 'node:crypto';
import type { Transaction } from '../../store/store.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { insertStock } from '../../store/write/token-stock.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment, DeploymentKeys } from '../deployment.ts';
import { openBytes, sealBytes } from '../secrets/sealed-bytes.ts';
import type { PskcSecrets } from './pskc/pskc-encryption.ts';
import { markOfSecret, readTokenFile, type TokenFileFault, type TokenProfile } from './read-token-file.ts';
import type { TokenSeed } from './token-seed.ts';

const placeOf = (id: string): string[] => ['stock', id];

export const openStockSecret = (
  keys: DeploymentKeys,
  { id, sealed_secret: sealed }: { readonly id: string; readonly sealed_secret: Uint8Array },
): Buffer => openBytes(keys.token, placeOf(id), sealed);

/** Puts new seeds in stock, and records it. How many are new: others may have come in meanwhile. */
export async function registerSeedsIn(
  tx: Transaction,
  { keys, now }: Deployment,
  { code: bankCode }: TokenProfile,
  seeds: readonly TokenSeed[],
  by: { readonly fileName: string; readonly officer?: { readonly id: string; readonly name: string } },
  caller: Caller,
): Promise<number> {
  const at = now();
  const rows = seeds.map(({ serialNumber, secret, line: _, ...seed }) => {
    const id = randomUUIDv7();
    return {
      ...{ id, bank_code: bankCode, serial_number: serialNumber, ...seed },
      sealed_secret: sealBytes(keys.token, placeOf(id), secret),
      secret_mark: markOfSecret(keys, bankCode, secret),
      state: 'free' as const,
      registered_at: at,
      registered_by: by.officer?.id ?? null,
      settled_at: null,
    };
  });
  const fresh = await insertStock(tx, rows);
  const details = {
    ...{ file: by.fileName, tokens: fresh },
    ...(by.officer !== undefined && { officer: by.officer.name }),
  };
  await appendAudit(tx, [auditOf(caller, { bankCode }, { act: 'token.stocked', details }, at)]);
  return fresh;
}

/** Reads a file and puts its new seeds in stock at once: the command line's way, without a preview. */
export async function registerTokenFile(
  deployment: Deployment,
  profile: TokenProfile,
  file: { readonly name: string; readonly content: Uint8Array; readonly secrets: PskcSecrets },
  caller: Caller,
): Promise<
  { readonly registered: number; readonly unchanged: number } | { readonly faults: readonly TokenFileFault[] }
> {
  const { store, keys, now } = deployment;
  const read = await readTokenFile({ db: store.db, keys, now: now() }, profile, file.content, file.secrets);
  if ('faults' in read) return read;
  const { fresh, unchanged } = read;
  const registered =
    fresh.length === 0
      ? 0
      : await store.transaction((tx) =>
          registerSeedsIn(tx, deployment, profile, fresh, { fileName: file.name }, caller),
        );
  return { registered, unchanged: unchanged.length + fresh.length - registered };
}
