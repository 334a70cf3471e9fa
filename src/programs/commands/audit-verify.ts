// `warifu audit verify [--json] [--head FILE] [--key FILE.pem]`: 0 when the record holds, 1 when it does not.

import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readExportedHeads } from '../../procedures/tree-heads/tree-head-files.ts';
import type { SignedTreeHead } from '../../store/audit-tree/tree-head.ts';
import { type AuditFault, type AuditVerdict, type RecordPlace, verifyAudit } from '../../store/read/audit.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault, systemCode } from '../start-fault.ts';
import { readAudit } from './audit-store.ts';

export interface VerifyOrder {
  readonly json: boolean;
  readonly headFile: string | undefined;
  readonly keyFile: string | undefined;
}

export async function verifyRecord({ json, headFile, keyFile }: VerifyOrder): Promise<ExitCode> {
  const heads = headFile === undefined ? [] : await readHeads(headFile);
  const trustedKey = keyFile === undefined ? undefined : await readKey(keyFile);
  const verdict = await readAudit((db) => verifyAudit(db, { heads, trustedKey }));
  const { firstFault } = verdict;
  process.stdout.write(json ? `${JSON.stringify(jsonOf(verdict))}\n` : inWords(verdict));
  return firstFault === undefined ? 0 : 1;
}

async function readHeads(path: string): Promise<SignedTreeHead[]> {
  const heads = await readExportedHeads(path).catch((error: unknown) => {
    throw new StartFault(`${path} cannot be read (${systemCode(error)}): check the path.`);
  });
  if (heads.length > 0) return heads;
  throw new StartFault(`${path} holds no signed head: give a file or the folder of WARIFU_AUDIT_HEADS.`);
}

async function readKey(file: string): Promise<Uint8Array> {
  const pem = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartFault(`${file} cannot be read (${systemCode(error)}): check the path.`);
  });
  try {
    return createPublicKey(pem).export({ format: 'der', type: 'spki' });
  } catch {
    throw new StartFault(`${file} is not a public key in PEM.`);
  }
}

/** A changed row may hold any number. */
const iso = (instant: number): string =>
  Math.abs(instant) < 8e15 ? new Date(instant).toISOString() : String(instant);

const placeJson = (place: RecordPlace | undefined) =>
  place && { sequence: place.sequence, at: iso(place.at), act: place.act };

function jsonOf({ records, root, treeHeads, firstFault }: AuditVerdict) {
  const fault = firstFault && {
    ...firstFault,
    found: placeJson(firstFault.found),
    after: placeJson(firstFault.after),
    ...(firstFault.treeHead && {
      treeHead: { ...firstFault.treeHead, timestamp: iso(firstFault.treeHead.timestamp) },
    }),
  };
  return { holds: firstFault === undefined, records, root, treeHeads, ...(fault && { firstFault: fault }) };
}

function inWords({ records, root, treeHeads, firstFault }: AuditVerdict): string {
  const counted = `${records} entries hold, ${treeHeads} signed heads agree; root ${root}.\n`;
  if (firstFault === undefined) return `The audit record holds: ${counted}`;
  return [
    `The audit record does not hold: ${faultInWords(firstFault)}.`,
    firstFault.found && `  there stands now:   ${placeInWords(firstFault.found)}`,
    firstFault.after && `  the one before it:  ${placeInWords(firstFault.after)}`,
    firstFault.treeHead &&
      `  the signed head:    ${firstFault.treeHead.size} entries, ${iso(firstFault.treeHead.timestamp)}, kept ${firstFault.treeHead.kept}, key ${firstFault.treeHead.key.slice(0, 16)}`,
    `Before that ${counted}`,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

/** A changed row may hold anything, and a terminal obeys some characters. */
const placeInWords = ({ sequence, at, act }: RecordPlace): string =>
  `${sequence}, ${iso(at)}, ${JSON.stringify(act).slice(0, 100)}`;

function faultInWords({ kind, sequence, until, treeHead }: AuditFault): string {
  switch (kind) {
    case 'altered':
      return `entry ${sequence} was altered`;
    case 'missing':
      return `entry ${sequence} is missing`;
    case 'reordered':
      return `at ${sequence} stands an entry that was written at another place`;
    case 'rewritten': {
      const which =
        until === sequence ? `entry ${sequence} is` : `one of the entries ${sequence} to ${until} is`;
      return `${which} not as it was written, and the hashes were made to fit`;
    }
    case 'cut-off':
      return `it is cut off from entry ${sequence} on`;
    case 'head':
      return `the end noted in the database is not the end of the record (from entry ${sequence} on)`;
    case 'tree-head':
      return `a head of ${treeHead?.size} entries is not signed by a key that is known, or not rightly`;
  }
}
