// The file with a bank's list between the page that sends it and the approval: in sealed pieces, each bound to its place,
// so that nobody reads or exchanges it past the program; and never as a whole in memory.

import { createHash, randomUUIDv7 } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { type Refusal, refuse } from '../../../domain/refusal.ts';
import { findListPart } from '../../../store/read/contract-order.ts';
import type { Reader } from '../../../store/store.ts';
import {
  changeContractList,
  insertContractList,
  insertListPart,
} from '../../../store/write/contract-order.ts';
import type { Deployment, DeploymentKeys } from '../../deployment.ts';
import { EncodingProbe, type ListEncoding } from '../../read-list-stream.ts';
import { openBytes, sealBytes } from '../../secrets/sealed-bytes.ts';
import type { AtBank } from '../forms/form-access.ts';

const PIECE = 256 * 1024;
const MEGABYTE = 1024 * 1024;

/** What is taken through a page. */
export interface ListLimits {
  readonly octets: number;
  readonly lines: number;
}

export const LIST_LIMITS: ListLimits = { octets: 128 * MEGABYTE, lines: 1_000_000 };

export const tooLarge = ({ octets, lines }: ListLimits): Refusal =>
  refuse('list-too-large', { most: octets / MEGABYTE, mostLines: lines });

export interface ListFile {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly encoding: ListEncoding | 'unknown';
}

const LONGEST_FILE_NAME = 100;

/** What is left of a name that a browser sent: no folders, nothing that turns or hides. */
export const plainFileName = (name: string): string =>
  (name.toWellFormed().split(/[\\/]/).at(-1) ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .normalize('NFC')
    .slice(0, LONGEST_FILE_NAME);

const placeOf = (list: string, number: number) => ['contract list', list, String(number)];

/** Keeps the octets as they come. What breaks off leaves pieces that the next day takes away. */
export async function keepListFile(
  { store, keys, now }: Deployment,
  { officer, bank }: AtBank,
  { name, octets }: { readonly name: string; readonly octets: AsyncIterable<Uint8Array> },
  limits: ListLimits,
): Promise<ListFile | Refusal> {
  const id = randomUUIDv7();
  await store.transaction((tx) =>
    insertContractList(tx, {
      ...{ id, bank_code: bank.code, officer: officer.holder.id, file_name: plainFileName(name) },
      ...{ sha256: '', size: 0, encoding: 'unknown', outcome: '', contract_order: null },
      ...{ created_at: now(), opened_line: null },
    }),
  );
  const digest = createHash('sha256');
  const probe = new EncodingProbe();
  let number = 0;
  let size = 0;
  for await (const piece of piecesOf(octets)) {
    size += piece.length;
    // Read to its end all the same: whoever sends it hears no answer before.
    if (size > limits.octets) continue;
    digest.update(piece);
    probe.add(piece);
    const sealed = sealBytes(keys.sheet, placeOf(id, number), piece);
    const part = { list: id, bank_code: bank.code, number, sealed };
    await store.transaction((tx) => insertListPart(tx, part));
    number += 1;
    await othersTurn();
  }
  if (size > limits.octets) return tooLarge(limits);
  const file = { sha256: digest.digest('hex'), size, encoding: probe.end() ?? ('unknown' as const) };
  await store.transaction((tx) => changeContractList(tx, id, file));
  return { id, ...file };
}

/** The same octets in pieces of one size. */
async function* piecesOf(octets: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const some of octets) {
    held.push(some);
    length += some.length;
    while (length >= PIECE) {
      const all = Buffer.concat(held);
      yield all.subarray(0, PIECE);
      held = [all.subarray(PIECE)];
      length -= PIECE;
    }
  }
  if (length > 0) yield Buffer.concat(held);
}

/** A piece of a list is not what was kept there. */
export class AlteredList extends Error {}

/** What was kept, piece by piece; throws {@link AlteredList}. */
export async function* octetsOfList(
  db: Reader,
  keys: DeploymentKeys,
  list: string,
): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const sealed = await findListPart(db, list, number);
    if (sealed === undefined) return;
    let piece: Uint8Array;
    try {
      piece = openBytes(keys.sheet, placeOf(list, number), sealed);
    } catch (cause) {
      throw new AlteredList(`piece ${number} of list ${list}`, { cause });
    }
    yield piece;
  }
}
