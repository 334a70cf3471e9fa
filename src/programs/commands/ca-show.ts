// What the certification authority has, shown: its certificates and lists, its OCSP responders, one certificate. Read
// only, without a secret; on SQLite with the server stopped, on PostgreSQL beside it.

import { hash } from 'node:crypto';
import { Authorities, type GenerationState } from '../../ca/authorities.ts';
import { checkJournal } from '../../procedures/journal/check-journal.ts';
import { findCertificateOfAnyBank } from '../../store/read/certificate.ts';
import { readAuthorities } from '../../store/read/certification-authority.ts';
import { readResponders } from '../../store/read/ocsp.ts';
import { findRevocationList, readRevocationListHeads } from '../../store/read/revocation-list.ts';
import { startClock } from '../clock.ts';
import { readingConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { replaceFile } from '../private-file.ts';
import { StartFault, systemCode } from '../start-fault.ts';
import { readAudit } from './audit-store.ts';
import { serialNumberOf } from './serial-number.ts';

const day = (instant: number): string => new Date(instant).toISOString();
const orNull = (instant: number | null) => (instant === null ? null : day(instant));

/** Prints a value for programs, or its lines for people: a name, then what is said of it. */
function print(json: boolean, value: object, lines: readonly (readonly [string, unknown])[]): ExitCode {
  const width = Math.max(0, ...lines.map(([name]) => name.length));
  const words = lines.map(([name, said]) => `${name.padEnd(width)}  ${said}\n`).join('');
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : words);
  return 0;
}

export async function showAuthorities(json: boolean): Promise<ExitCode> {
  const { journalFolder } = readingConfiguration();
  return readAudit(async (db) => {
    const rows = await readAuthorities(db);
    const known = rows.length === 0 ? undefined : new Authorities(rows);
    const authorities = rows.map((row) => ({
      ...{ id: row.id, subject: row.subject, notBefore: day(row.not_before), notAfter: day(row.not_after) },
      ...{ sha256: hash('sha256', row.certificate, 'hex'), revocationListShards: row.crl_shards },
      ...{ root: row.root, issuesFrom: orNull(row.issues_from), state: stateOf(known, row.id) },
    }));
    const journal = await checkJournal({ db }, journalFolder);
    return print(json, { authorities, journal }, [
      ...authorities.map(
        ({ id, subject, notBefore, notAfter, sha256, root, issuesFrom, state }) =>
          [
            id,
            `${subject}, ${notBefore} to ${notAfter}${root === null ? '' : `, under ${root}, issues from ${issuesFrom}: ${state}`}, SHA-256 ${sha256}`,
          ] as const,
      ),
      ['journal', journal === 'fits' ? `fits (${journalFolder})` : `${journal}: run \`warifu ca reconcile\``],
    ]);
  });
}

/** What a generation does today; null: a root. */
function stateOf(authorities: Authorities | undefined, id: string): GenerationState | null {
  const generation = authorities?.find(id);
  const now = startClock(readingConfiguration().startAt)();
  return generation === undefined || authorities === undefined ? null : authorities.stateOf(generation, now);
}

export async function showLists(json: boolean): Promise<ExitCode> {
  return readAudit(async (db) => {
    const lists = [];
    for (const { id } of await readAuthorities(db)) {
      for (const head of await readRevocationListHeads(db, id)) {
        lists.push({
          ...{ issuer: id, name: head.name, number: head.number, revokedEver: head.revoked },
          ...{ thisUpdate: day(head.this_update), nextUpdate: day(head.next_update) },
        });
      }
    }
    lists.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
    return print(
      json,
      { lists },
      lists.map((one) => [
        `${one.issuer} ${one.name}`,
        `number ${one.number}, ${one.thisUpdate} to ${one.nextUpdate}`,
      ]),
    );
  });
}

/** @param issuer undefined: the generation that issues now. */
export async function saveList(file: string, name: string, issuer: string | undefined): Promise<ExitCode> {
  return readAudit(async (db) => {
    const rows = await readAuthorities(db);
    const now = startClock(readingConfiguration().startAt)();
    const of = issuer ?? (rows.length === 0 ? '' : new Authorities(rows).issuingAt(now).id);
    const list = await findRevocationList(db, of, name);
    if (list === undefined)
      throw new StartFault(
        `no list ${name} of ${of || 'any CA'} is published: \`warifu crl show\` names them.`,
      );
    await replaceFile(file, list.list).catch((error: unknown) => {
      throw new StartFault(
        `${file} cannot be written (${systemCode(error)}): check the path. What was there is as it was.`,
      );
    });
    return print(false, {}, [[file, `list ${name} of ${of}, number ${list.number}, in DER`]]);
  });
}

export async function showResponders(json: boolean): Promise<ExitCode> {
  return readAudit(async (db) => {
    const responders = [];
    for (const { id } of await readAuthorities(db)) {
      for (const row of await readResponders(db, id, Date.now())) {
        const { serial_number: serialNumber, not_before, not_after } = row;
        responders.push({ issuer: id, serialNumber, notBefore: day(not_before), notAfter: day(not_after) });
      }
    }
    return print(
      json,
      { responders },
      responders.map((one) => [one.serialNumber, `${one.issuer}, ${one.notBefore} to ${one.notAfter}`]),
    );
  });
}

export async function showCertificate(typed: string, json: boolean): Promise<ExitCode> {
  const serialNumber = serialNumberOf(typed);
  return readAudit(async (db) => {
    const row = await findCertificateOfAnyBank(db, serialNumber);
    if (row === undefined)
      throw new StartFault(`there is no certificate ${serialNumber}: check the serial number.`);
    const value = {
      ...{ serialNumber, issuer: row.issuer, bank: row.bank_code, contract: row.contract_id },
      ...{ user: row.user_id, subject: row.subject, way: row.way, approval: row.approval },
      ...{ notBefore: day(row.not_before), notAfter: day(row.not_after), signedAt: orNull(row.signed_at) },
      ...{ firstLogonAt: orNull(row.first_logon_at), revokedAt: orNull(row.revoked_at) },
      ...{ revocationReason: row.revocation_reason, sha256: row.fingerprint },
    };
    const said = Object.entries(value).filter(([, one]) => one !== null && one !== '');
    return print(json, value, said);
  });
}
