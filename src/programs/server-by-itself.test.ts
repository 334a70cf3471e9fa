// What a running server does that nobody asks for: lists within a minute of a revocation and each hour, what was
// interrupted, the journal, signed heads, mails, the next OCSP responder, the root's next list, alarms. Its intervals are moved
// by hand.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, mock, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { issuingOf } from '../../test/world/authorities.ts';
import { type Acquired, acquire, mustAcquire, openContract } from '../../test/world/customers.ts';
import { caller, NOON } from '../../test/world/deployment.ts';
import { certIdOf } from '../../test/world/ocsp.ts';
import { signerBut } from '../../test/world/signer.ts';
import { Issuer } from '../ca/issue-certificate.ts';
import { SignerFault } from '../ca/signer/signer-fault.ts';
import { isRefusal } from '../domain/refusal.ts';
import { announceIssued } from '../notices/announce-issued.ts';
import { revokeBySerialNumber } from '../procedures/certificates/revoke-certificate.ts';
import { readJournal } from '../procedures/journal/journal-files.ts';
import { findLastExported } from '../procedures/tree-heads/tree-head-files.ts';
import { parseCertificateRevocationList } from '../x509/certificate-revocation-list.ts';
import { buildOcspRequest } from '../x509/ocsp-request.ts';
import { parseOcspResponse } from '../x509/ocsp-response.ts';
import { toHex } from '../x509/serial-number.ts';
import { readConfiguration } from './configuration.ts';
import { type RunningServer, startServer } from './server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const folder = mkdtempSync(join(tmpdir(), 'warifu-by-itself-'));
let server: RunningServer;
let now = NOON;
before(async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  const free = Object.fromEntries(
    ['WWW', 'LOGON', 'OFFICE', 'PKI'].map((face) => [`WARIFU_${face}_PORT`, '0']),
  );
  const periods = { WARIFU_CRL_HOURS: '30', WARIFU_OCSP_HOURS: '7' };
  const read = readConfiguration({ ...free, ...periods, WARIFU_DATA: folder }, { demonstration: true });
  assert.ok(read.ok);
  server = await startServer(read.configuration, { now: () => now, logLevel: 'silent' });
});
after(async () => {
  await server?.close();
  mock.timers.reset();
  rmSync(folder, { recursive: true });
});

/** So much time passes, on the server's clock and on its intervals. */
function passes(milliseconds: number): void {
  now += milliseconds;
  mock.timers.tick(milliseconds);
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; !(await condition()); tries += 1) {
    assert.ok(tries < 4_000, what);
    await setTimeout(5);
  }
}

async function listOf(name: string) {
  const response = await fetch(`${server.addresses.pkiOrigin}/crl/${name}.crl`);
  return parseCertificateRevocationList(Buffer.from(await response.arrayBuffer()));
}
const names = async (list: string, { view }: Acquired) =>
  (await listOf(list)).revoked.some(({ serialNumber }) => toHex(serialNumber) === view.serialNumber);

async function revoked(): Promise<Acquired> {
  const { deployment } = server;
  const acquired = await mustAcquire(deployment, await openContract(deployment, '9000'));
  const { serialNumber } = acquired.view;
  const order = { bankCode: '9000', serialNumber, reason: 'keyCompromise' } as const;
  assert.ok(!isRefusal(await revokeBySerialNumber(deployment, order, caller())));
  return acquired;
}

test('a revocation stands on the lists in less than a minute, and in the journal after a second', async () => {
  const acquired = await revoked();
  assert.ok(!(await names('issuing-1', acquired)), 'not by the act itself');
  passes(1000);
  await until(async () => {
    for await (const { record } of readJournal(server.configuration.journalFolder, 0)) {
      if (record.act === 'certificate.revoked' && record.certificate === acquired.view.serialNumber)
        return true;
    }
    return false;
  }, 'the journal tells of it');
  passes(MINUTE - 2000);
  await until(() => names('issuing-1', acquired), 'the full list names it');
});

test('lists and answers may be believed for as long as the configuration says', async () => {
  for (const list of ['issuing-1', 'issuing-1/3']) {
    const { thisUpdate, nextUpdate } = await listOf(list);
    assert.equal(nextUpdate - thisUpdate, 30 * HOUR, list);
  }
  const { deployment, addresses } = server;
  const { view } = await mustAcquire(deployment, await openContract(deployment, '9000'));
  const asked = buildOcspRequest([certIdOf(issuingOf(deployment.ca), view.serialNumber)]);
  const path = encodeURIComponent(Buffer.from(asked).toString('base64'));
  const response = await fetch(`${addresses.pkiOrigin}/ocsp/${path}`);
  const said = parseOcspResponse(Buffer.from(await response.arrayBuffer()));
  assert.ok(typeof said !== 'string');
  const [{ thisUpdate, nextUpdate = 0 } = assert.fail()] = said.answers;
  assert.equal(nextUpdate - thisUpdate, 7 * HOUR);
});

test('each hour there are new lists, also of those that say nothing new', async () => {
  now += HOUR;
  passes(MINUTE);
  await until(async () => (await listOf('issuing-1/3')).thisUpdate === now, 'a shard of this hour');
});

test('the newest entry is covered by a signed head after a minute', async () => {
  await revoked();
  const { db } = server.deployment.store;
  const { sequence } = await db.selectFrom('audit_head').select('sequence').executeTakeFirstOrThrow();
  passes(MINUTE);
  await until(async () => {
    const head = await findLastExported(server.configuration.auditHeadsFolder);
    return (head?.size ?? 0) >= sequence;
  }, 'a head outside covers it');
});

test('a mail that was queued goes out within a minute', async () => {
  const mails = async () => (await readdir(join(folder, 'demo', 'mail'))).length;
  const { db } = server.deployment.store;
  const waiting = async () =>
    (await db.selectFrom('notice').select('id').where('next_try_at', 'is not', null).execute()).length;
  await until(async () => (await waiting()) === 0, 'those of before are sent');
  const before = await mails();
  await revoked();
  assert.ok((await waiting()) > 0);
  assert.equal(await mails(), before, 'not by the act itself');
  passes(MINUTE);
  await until(async () => (await mails()) > before, 'it is sent');
});

test('what was planned when the signer went away is signed and recorded a minute later', async () => {
  const { deployment } = server;
  const { store, ca, banks } = deployment;
  const away = signerBut(ca.signer, {
    certificate: () => Promise.reject(new SignerFault('unavailable', 'pulled')),
  });
  const issuer = new Issuer(store, { ...ca, signer: away }, deployment.now, announceIssued(banks));
  const got = await acquire({ ...deployment, issuer }, await openContract(deployment, '9000'));
  assert.ok(isRefusal(got) && got.reason === 'signer-unavailable', JSON.stringify(got));
  const unsigned = () =>
    store.db.selectFrom('certificate').select('serial_number').where('signed_at', 'is', null).execute();
  assert.equal((await unsigned()).length, 1);
  passes(MINUTE);
  await until(async () => (await unsigned()).length === 0, 'the sweep has settled it');
  const last = await store.db
    .selectFrom('certificate')
    .selectAll()
    .orderBy('planned_at', 'desc')
    .executeTakeFirstOrThrow();
  assert.deepEqual([last.revoked_at, last.certificate === null], [null, false]);
});

test('the OCSP responder has a successor in its second week, though nobody asks', async () => {
  const responders = () =>
    server.deployment.store.db
      .selectFrom('ocsp_responder')
      .select('serial_number')
      .where('signed_at', 'is not', null)
      .execute();
  await until(async () => (await responders()).length === 1, 'the first');
  now += 8 * DAY;
  passes(MINUTE);
  await until(async () => (await responders()).length === 2, 'the next');
});

test('the root’s list is made anew when half of its months are over', async () => {
  const before = await listOf('root-1');
  now += (before.nextUpdate - before.thisUpdate) / 2;
  passes(10 * MINUTE);
  await until(async () => (await listOf('root-1')).thisUpdate > before.thisUpdate, 'a newer list');
});

test('what runs out is mailed to those who must know', async () => {
  const alarms = () =>
    server.deployment.store.db.selectFrom('notice').select('params').where('kind', '=', 'alarm').execute();
  now += 9 * 365 * DAY;
  passes(MINUTE);
  await until(async () => (await alarms()).some(({ params }) => params.includes('issuing-ca')), 'an alarm');
});
