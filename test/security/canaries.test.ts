// No secret is kept in clear (OWASP ASVS 16.2.5; security page, test 23): secrets that are known go through a whole
// journey with everything logged, and are then looked for in every table, the log, and every file of the data folder.

import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openKeyFile } from '../../src/ca/key-files.ts';
import { freshLogonLabel } from '../../src/http/logon-host.ts';
import { importContracts } from '../../src/procedures/import-contracts/import-contracts.ts';
import type { Configuration } from '../../src/programs/configuration.ts';
import { startServer } from '../../src/programs/server.ts';
import type { Store } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { issuingOf, rootOf } from '../world/authorities.ts';
import { bank } from '../world/banks.ts';
import { makeRequest } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller } from '../world/deployment.ts';
import { HttpsVisitor } from '../world/https-visitor.ts';
import { makeMemoryFolder } from '../world/memory-folder.ts';

const BANK = '9000';
const CONTRACT_ID = '70000000077';
const PASSPHRASE = 'KanariaPassphraseOfTheCa';
const PEPPER = 'KanariaPepperThatIsLongEnoughForIt';
const PIN = 'Kanaria1Pin';
const CONFIRMATION_PIN = 'Kanaria2Pin';
const WRONG_PIN = 'Kanaria3Bad';
const FIRST_PIN = 'Kanaria9Fst';
const FIRST_CONFIRMATION_PIN = 'Kanaria0Fst';
/** Holds a part of the contract id. */
const SIMPLE_PIN = 'Kanaria70000';
/** Never meant for the server; a broken script or a curious person may send it all the same. */
const STRAY = {
  field: 'Kanaria4FilePassword',
  query: 'Kanaria5Query',
  header: 'Kanaria6Bearer',
  cookie: 'Kanaria7Cookie',
  body: 'Kanaria8Json',
};
const CELLS = Array.from({ length: 50 }, (_, index) => String((index * 37 + 11) % 100).padStart(2, '0'));

/** The ways in which octets may stand in text or in a file. */
function formsOf(secret: Uint8Array): Buffer[] {
  const octets = Buffer.from(secret);
  const inBase64 = [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), octets]).toString('base64');
    // What stands before and behind decides the outermost characters.
    const inner = encoded.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1, -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const texts = [octets.toString('hex'), octets.toString('hex').toUpperCase(), ...inBase64];
  return [octets, ...texts.map((text) => Buffer.from(text))];
}

/** The names of the secrets that stand in a place. */
function secretsIn(place: Uint8Array | string, secrets: ReadonlyMap<string, Uint8Array>): string[] {
  const raw = Buffer.from(place);
  // PEM breaks its lines.
  const joined = Buffer.from(raw.toString('latin1').replaceAll(/\s/g, ''), 'latin1');
  return [...secrets].flatMap(([name, secret]) =>
    formsOf(secret).some((form) => raw.includes(form) || joined.includes(form)) ? [name] : [],
  );
}

/** Every cell of every table, by where it stands. */
async function cellsOf({ db }: Store): Promise<Map<string, string | Uint8Array>> {
  const cells = new Map<string, string | Uint8Array>();
  for (const { name } of await db.introspection.getTables()) {
    const rows = await db
      .selectFrom(name as keyof Tables)
      .selectAll()
      .execute();
    for (const [number, row] of rows.entries()) {
      for (const [column, value] of Object.entries(row)) {
        cells.set(`${name}[${number}].${column}`, value instanceof Uint8Array ? value : String(value));
      }
    }
  }
  return cells;
}

async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const)));
}

const scalarOf = (pkcs8: Buffer): Buffer =>
  Buffer.from(
    String(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' }).d),
    'base64url',
  );

eachDatabase((name, _open, database) => {
  test(`no secret of a journey is kept in clear, on ${name}`, async (t) => {
    const log: string[] = [];
    t.mock.method(process.stderr, 'write', (line: string | Uint8Array) => log.push(String(line)) > 0);

    const location = await database.fresh();
    const dataFolder = 'dataFolder' in location ? location.dataFolder : await makeMemoryFolder();
    if ('databaseUrl' in location) t.after(() => rm(dataFolder, { recursive: true }));
    const configuration: Configuration = {
      demonstration: true,
      dataFolder,
      databaseUrl: 'databaseUrl' in location ? location.databaseUrl : undefined,
      banksFolder: join(import.meta.dirname, '../../banks'),
      officeFolder: undefined,
      domain: 'localhost',
      hosts: ['127.0.0.1'],
      ports: { www: 0, logon: 0, office: 0, pki: 0 },
      startAt: undefined,
      tls: undefined,
      passphrase: { value: PASSPHRASE },
      pepper: { value: PEPPER },
      smtpUrl: undefined,
      auditHeadsFolder: join(dataFolder, 'audit-heads'),
      journalFolder: join(dataFolder, 'journal'),
      statusHours: { revocationList: 24, ocsp: 12 },
    };
    const running = await startServer(configuration, { logLevel: 'trace', triesPerMinute: 1000 });
    const { deployment } = running;
    const { ports } = running.configuration;
    const secrets = new Map<string, Uint8Array>();
    const secret = (what: string, value: string | Uint8Array) => secrets.set(what, Buffer.from(value));
    const visitors: HttpsVisitor[] = [];
    try {
      const csv = `contract_id,company_name,mail,contract_pin,contract_confirmation_pin,card_cells
${CONTRACT_ID},株式会社かなりあ,kanaria@customer.example,${FIRST_PIN},${FIRST_CONFIRMATION_PIN},${CELLS.join(' ')}`;
      const imported = await importContracts(deployment, bank(BANK), Buffer.from(csv), caller());
      assert.ok('loaded' in imported);
      const [customer] = imported.loaded;
      const pins = { PIN, CONFIRMATION_PIN, WRONG_PIN, FIRST_PIN, FIRST_CONFIRMATION_PIN, SIMPLE_PIN };
      for (const [what, value] of Object.entries({ PASSPHRASE, PEPPER, ...pins })) {
        secret(what, value);
      }
      for (const [what, value] of Object.entries(STRAY)) secret(`stray ${what}`, value);
      secret('the card', CELLS.slice(0, 10).join(' '));
      secret('the card, joined', CELLS.slice(0, 10).join(''));

      const root = encodePem('CERTIFICATE', rootOf(deployment.ca).certificate);
      const keepTokens = (visitor: HttpsVisitor) => {
        for (const [cookie, value] of visitor.cookies)
          if (value.length > 15) secret(`${cookie} ${value}`, value);
      };

      // www: the first PINs, a refused choice and a good one; logon by id and password up to the card.
      const www = new HttpsVisitor({ port: ports.www, root, host: 'localhost' });
      visitors.push(www);
      const activation = `/${BANK}/activation/administrator`;
      await www.get(`${activation}/identify`);
      const first = { contractPin: FIRST_PIN, contractConfirmationPin: FIRST_CONFIRMATION_PIN };
      await www.submit(`${activation}/identify`, { contractId: CONTRACT_ID, ...first });
      for (const [pin, status] of [
        [SIMPLE_PIN, 400],
        [PIN, 303],
      ] as const) {
        await www.get(`${activation}/choose`);
        const chosen = { contractPin: pin, contractConfirmationPin: CONFIRMATION_PIN };
        const again = { contractPinAgain: pin, contractConfirmationPinAgain: CONFIRMATION_PIN };
        const sent = await www.submit(`${activation}/choose`, { ...chosen, ...again });
        assert.equal(sent.status, status, sent.body);
      }
      keepTokens(www);
      const passwordLogon = `/${BANK}/password-logon/administrator`;
      await www.get(passwordLogon);
      const ids = { contractId: CONTRACT_ID, contractPin: PIN };
      assert.equal((await www.submit(passwordLogon, ids)).status, 303);
      await www.get(`${passwordLogon}/2`);
      keepTokens(www);

      // A wrong PIN, the right ones, the key's place, the request.
      const way = `/${BANK}/enrolment/administrator`;
      const entries = {
        contractId: CONTRACT_ID,
        contractPin: PIN,
        contractConfirmationPin: CONFIRMATION_PIN,
        filePassword: STRAY.field,
      };
      const strayHeaders = { authorization: `Bearer ${STRAY.header}` };
      await www.get(`${way}/identify?contractPin=${STRAY.query}`, strayHeaders);
      const refused = await www.submit(`${way}/identify`, { ...entries, contractPin: WRONG_PIN });
      assert.equal(refused.status, 403);
      await www.get(`${way}/identify`);
      const json = { 'content-type': 'application/json', cookie: `other=${STRAY.cookie}` };
      const unread = await www.post(`${way}/identify`, JSON.stringify({ contractPin: STRAY.body }), json);
      assert.equal(unread.status, 415);
      await www.get(`${way}/identify`);
      assert.equal((await www.submit(`${way}/identify`, entries)).status, 303);
      keepTokens(www);
      await www.get(`${way}/key-place`);
      assert.equal((await www.submit(`${way}/key-place`, { keyPlace: 'file' })).status, 303);
      await www.get(`${way}/make-key`);
      const ticket = www.dataOf('ticket');
      secret('the ticket', ticket);
      const { privateKey, request } = await makeRequest();
      secret('the customer’s key', scalarOf(privateKey.export({ format: 'der', type: 'pkcs8' })));
      const issued = await www.post(`${way}/request`, request, {
        'content-type': 'application/pkcs10',
        accept: 'application/json',
        'x-csrf-token': www.dataOf('csrf'),
        'x-warifu-ticket': ticket,
      });
      assert.equal(issued.status, 200, issued.body);
      keepTokens(www);
      await www.get(`/${BANK}/certificate-lookup/administrator`);
      assert.equal((await www.submit(`/${BANK}/certificate-lookup/administrator`, entries)).status, 200);

      // logon: a wrong PIN, the right one, the card.
      const certificate = encodePem(
        'CERTIFICATE',
        Buffer.from(JSON.parse(issued.body).certificate, 'base64'),
      );
      const key = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
      const logon = new HttpsVisitor({
        port: ports.logon,
        root,
        host: `${freshLogonLabel()}.logon.localhost`,
        identity: { certificate, key },
      });
      visitors.push(logon);
      const door = `/${BANK}/administrator`;
      await logon.get(door, strayHeaders);
      assert.equal((await logon.submit(door, { contractPin: WRONG_PIN })).status, 403);
      assert.equal((await logon.submit(door, { contractPin: PIN })).status, 303);
      keepTokens(logon);
      const page = await logon.get(door);
      const asked = [...page.body.matchAll(/<label for="(cell-\d+)">([^<]+)<\/label>/g)];
      const cells = asked.map(
        ([, field = '', cell = '']) => [field, customer?.card?.cells[cell] ?? ''] as const,
      );
      secret('the card’s answer', cells.map(([, content]) => content).join(''));
      assert.equal((await logon.submit(door, Object.fromEntries(cells))).status, 303);
      keepTokens(logon);
      assert.equal((await logon.get(`/${BANK}/status`)).status, 200);
      assert.equal((await logon.submit(`/${BANK}/log-off`, {})).status, 303);

      const keyFolder = join(dataFolder, 'ca');
      for (const ca of [rootOf(deployment.ca), issuingOf(deployment.ca)]) {
        secret(`the key of ${ca.id}`, scalarOf(await openKeyFile(keyFolder, ca, PASSPHRASE)));
      }
      assert.ok([...secrets.keys()].filter((what) => what.startsWith('__Host-')).length >= 4, 'tokens');

      const tables = await cellsOf(deployment.store);
      const files = await filesOf(dataFolder);
      // What is looked for would be found.
      const known = new Map([['the contract', Buffer.from(CONTRACT_ID)]]);
      assert.ok([...tables.values()].some((cell) => secretsIn(cell, known).length > 0));
      if (name === 'SQLite') assert.ok([...files.values()].some((file) => secretsIn(file, known).length > 0));
      const pem = Buffer.from(key);
      assert.deepEqual(secretsIn(pem, secrets), ['the customer’s key']);

      for (const [where, content] of [...tables, ...files])
        assert.deepEqual(secretsIn(content, secrets), [], where);
      const card = [...tables].filter(([where]) => /^customer_card\[\d+\]\.cells$/.test(where));
      for (const [, content] of card) {
        for (const cell of Object.values(JSON.parse(String(content))))
          assert.match(String(cell), /^[0-9a-f]{64}$/);
      }

      // The log of a fault of our own, with secrets under way.
      await www.get(`${way}/identify`);
      await deployment.store.close();
      assert.equal((await www.submit(`${way}/identify`, entries)).status, 500);
    } finally {
      for (const visitor of visitors) visitor.close();
      await running.close();
    }
    assert.match(log.join(''), /internal-error/);
    for (const line of log) assert.deepEqual(secretsIn(line, secrets), [], line);
  });
});
