// `warifu audit head`, `audit prove`, `audit prove-growth`: what others verify without the database.

import { proofDocument } from '../../procedures/tree-heads/examine-record.ts';
import {
  type GrowthProof,
  type NoProof,
  proveGrowth,
  proveRecord,
  type RecordProof,
} from '../../procedures/tree-heads/prove-record.ts';
import { formatTreeHead, type SignedTreeHead } from '../../store/audit-tree/tree-head.ts';
import { findLastTreeHead, readAuditKeys } from '../../store/read/audit-tree.ts';
import type { Reader } from '../../store/store.ts';
import { encodePem } from '../../x509/pem.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';
import { readAudit } from './audit-store.ts';

const NOT_SIGNED =
  'no signed head covers that yet: the server signs one each minute. Try again in a minute, with a server running.';

const WHY_NOT: Record<NoProof, string> = {
  'not-signed-yet': NOT_SIGNED,
  absent: 'the audit record has no such entry.',
  contradicted: 'the audit record contradicts its signed head: run `warifu audit verify`.',
};

export async function showHead({ json }: { readonly json: boolean }): Promise<ExitCode> {
  const { head, key } = await readAudit(async (db) => {
    const last = await findLastTreeHead(db);
    if (last === undefined) throw new StartFault(NOT_SIGNED);
    return { head: last, key: await pemOf(db, last) };
  });
  const time = new Date(head.timestamp).toISOString();
  process.stdout.write(
    json
      ? `${formatTreeHead(head)}\n`
      : `${head.size} entries, root ${head.root.toString('hex')}, signed at ${time} by key ${head.key}\n${key}`,
  );
  return 0;
}

/** The answers have the members of RFC 6962 4.4 and 4.5. */
export async function proveEntry(sequence: string): Promise<ExitCode> {
  return prove((db) => proveRecord(db, wholeNumber('sequence', sequence)));
}

export async function proveFrom(size: string): Promise<ExitCode> {
  return prove((db) => proveGrowth(db, wholeNumber('from', size)));
}

async function prove(work: (db: Reader) => Promise<RecordProof | GrowthProof | NoProof>): Promise<ExitCode> {
  const document = await readAudit(async (db) => {
    const proof = await work(db);
    if (typeof proof === 'string') throw new StartFault(WHY_NOT[proof]);
    const written = await proofDocument(db, proof);
    if (written === undefined) throw new StartFault(WHY_NOT.contradicted);
    return written;
  });
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return 0;
}

async function pemOf(db: Reader, head: SignedTreeHead): Promise<string> {
  const named = (await readAuditKeys(db)).find(({ key }) => key === head.key);
  if (named === undefined) throw new StartFault(WHY_NOT.contradicted);
  return encodePem('PUBLIC KEY', named.spki);
}

function wholeNumber(option: string, text: string): number {
  const number = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
  if (number === undefined) throw new StartFault(`--${option} ${text} is not a whole number from 1.`);
  return number;
}
