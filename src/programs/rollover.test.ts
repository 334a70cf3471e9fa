// A rollover as an operator does it, by command: beside a server that runs, on PostgreSQL; and with the server stopped,
// on SQLite, under another root, which is elsewhere.

import assert from 'node:assert/strict';
import { hash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { warifu } from '../../test/world/command.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { makeWorld, PASSPHRASE, PEPPER } from '../../test/world/deployment.ts';
import { rootName } from '../ca/certify-issuing.ts';
import { readIssuingRequest } from '../ca/issuing-request.ts';
import { SealedKeys } from '../ca/key-files.ts';
import { certifyUnder, makeRoot } from '../ca/root-acts.ts';
import { dayOf } from '../domain/calendar.ts';
import { findFreePorts } from '../http/listeners.ts';
import { openStore } from '../store/store.ts';
import { encodePem } from '../x509/pem.ts';
import { addressesOf } from './addresses.ts';
import { readConfiguration } from './configuration.ts';
import { startServer } from './server.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.now();
const inDays = (days: number) => dayOf(NOW + days * DAY);

const configurationOf = (environment: Record<string, string>) => {
  const read = readConfiguration(environment, { demonstration: true });
  assert.ok(read.ok);
  return read.configuration;
};

eachDatabase((name, _open, database) => {
  const folder = mkdtempSync(join(tmpdir(), 'warifu-roll-'));
  const path = (file: string) => join(folder, file);
  const prepare = async (): Promise<Record<string, string>> => {
    const location = await database.fresh();
    const { pki } = await findFreePorts({ pki: 0 });
    const ports = { WARIFU_WWW_PORT: '0', WARIFU_LOGON_PORT: '0', WARIFU_OFFICE_PORT: '0' };
    const where = 'databaseUrl' in location ? { DATABASE_URL: location.databaseUrl } : {};
    return { ...ports, WARIFU_PKI_PORT: String(pki), WARIFU_DATA: path('data'), ...where };
  };
  const commands = (environment: Record<string, string>) => ({
    done: async (...words: string[]) => {
      const { code, out, err } = await warifu([...words, '--json'], environment);
      assert.equal(code, 0, err);
      return JSON.parse(out);
    },
    complaint: async (...words: string[]) => {
      const { code, err } = await warifu(words, environment);
      assert.equal(code, 1);
      return err;
    },
  });

  if (name === 'PostgreSQL') {
    test('beside a server that runs: it has the next generation at once', async () => {
      const environment = await prepare();
      const server = await startServer(configurationOf(environment), { logLevel: 'silent' });
      const { done, complaint } = commands(environment);
      const rolled = await done('ca', 'roll', '--from', inDays(30));
      assert.deepEqual([rolled.id, rolled.root, rolled.newRoot], ['issuing-2', 'root-1', false]);
      const { authorities } = server.deployment.ca;
      for (let tries = 0; authorities.find('issuing-2') === undefined; tries += 1) {
        assert.ok(tries < 200, 'the server has not looked');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const served = await fetch(`${server.addresses.pkiOrigin}/ca/issuing-2.crt`);
      assert.equal(hash('sha256', Buffer.from(await served.arrayBuffer()), 'hex'), rolled.sha256);
      assert.match(await complaint('ca', 'roll', '--from', inDays(10)), /issuing-2 issues from .* later day/);
      const policy = await warifu(['ca', 'policy', '--lang', 'en'], environment);
      assert.match(
        policy.out,
        new RegExp(`issuing-2 .*issuing CA, yet to begin.*${rolled.sha256}`),
        policy.err,
      );
      await server.close();
      rmSync(folder, { recursive: true });
    });
    return;
  }

  describe('under another root, with the server stopped', () => {
    test('made known, prepared, accepted; each twice, and each wrongly', async () => {
      const environment = {
        ...(await prepare()),
        ...{ WARIFU_CA_PASSPHRASE: PASSPHRASE, WARIFU_PEPPER: PEPPER },
      };
      const { done, complaint } = commands(environment);
      const { pkiOrigin } = addressesOf(configurationOf(environment));
      const store = await openStore({ dataFolder: path('data') });
      const keyFolder = path('data/ca');
      const world = await makeWorld(store, { keyFolder, pkiOrigin, now: NOW });
      const roll = ['ca', 'roll', '--from', inDays(30)];
      assert.match(await complaint(...roll), /in use by another Warifu process/);
      await store.close();
      world.ca.signer.close();
      const anyPort = await warifu(roll, { ...environment, WARIFU_PKI_PORT: '0' });
      assert.deepEqual([anyPort.code, /WARIFU_PKI_PORT is 0/.test(anyPort.err)], [1, true]);

      const place = { folder: path('root'), keys: new SealedKeys(path('root'), PASSPHRASE) };
      const by = { at: NOW, persons: ['A', 'B'] };
      const made = { id: 'root-2', keyKind: 'P-384', validFrom: NOW - DAY, name: rootName(2) } as const;
      const root = await makeRoot(place, { ...made, pkiOrigin }, by);
      const fingerprint = new X509Certificate(root.certificate.der).fingerprint256;
      writeFileSync(path('root.pem'), encodePem('CERTIFICATE', root.certificate.der));
      const trust = ['ca', 'trust-root', path('root.pem'), '--id'];

      const prepared = await done('ca', 'prepare', path('a.csr'), '--key-kind', 'P-384');
      assert.equal(prepared.id, 'issuing-2');
      assert.equal((await done('ca', 'prepare', path('b.csr'))).spkiSha256, prepared.spkiSha256);
      assert.deepEqual(readFileSync(path('a.csr')), readFileSync(path('b.csr')));
      assert.match(await complaint('ca', 'prepare', path('root.pem')), /cannot be written \(EEXIST\)/);

      const request = readIssuingRequest(readFileSync(path('a.csr')));
      const terms = { request, notBefore: NOW - DAY, notAfter: NOW + 3650 * DAY };
      const certificate = await certifyUnder(place, root, terms, by);
      writeFileSync(path('issuing.pem'), encodePem('CERTIFICATE', certificate));
      const accept = ['ca', 'accept', path('issuing.pem'), '--from', inDays(60)];
      assert.match(await complaint(...accept), /no root that the signer knows/);
      assert.match(await complaint(...trust, 'root-2', '--fingerprint', '00'), /another fingerprint/);
      assert.match(await complaint(...trust, 'root-1', '--fingerprint', fingerprint), /another root-1/);
      assert.equal((await done(...trust, 'root-2', '--fingerprint', fingerprint)).fresh, true);
      assert.equal((await done(...trust, 'root-2', '--fingerprint', fingerprint)).fresh, false);

      assert.equal((await done(...accept, '--dry-run')).dryRun, true);
      const accepted = await done(...accept);
      assert.deepEqual([accepted.id, accepted.root, accepted.newRoot], ['issuing-2', 'root-2', true]);
      assert.match(await complaint(...accept), /certificate of issuing-2, which was accepted/);
      const shown = (await done('ca', 'show')) as { authorities: { id: string; state: string }[] };
      assert.deepEqual(Object.fromEntries(shown.authorities.map(({ id, state }) => [id, state])), {
        'root-1': null,
        'issuing-1': 'issuing',
        'root-2': null,
        'issuing-2': 'waiting',
      });

      const policy = await warifu(['ca', 'policy', '--lang', 'en'], environment);
      assert.match(policy.out, new RegExp(`root-2 .*${pkiOrigin}/ca/root-2.crt`), policy.err);

      const again = await openStore({ dataFolder: path('data') });
      const { ca, dispose } = await makeWorld(again, { keyFolder, pkiOrigin, now: NOW + 61 * DAY });
      const { authorities } = ca;
      const chain = authorities.chainOf(authorities.issuingAt(NOW + 61 * DAY).id);
      const [issuing, above] = chain.map((one) => new X509Certificate(one));
      assert.ok(issuing && above && issuing.verify(above.publicKey) && above.verify(above.publicKey));
      assert.match(above.subject, /Root CA 2/);
      await again.close();
      await dispose();
      rmSync(folder, { recursive: true });
    });
  });
});
