import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bank } from '../../../test/world/banks.ts';
import { type Customer, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { giveToken, shownBy, spendPassword } from '../../../test/world/tokens.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { findHolder } from '../../store/read/contract.ts';
import { endToken } from '../end-token.ts';
import { importTokens } from './import-tokens.ts';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const OTHER = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const HEADER = 'serial_number,contract_id,secret_base32';

eachDatabase((name, open) => {
  describe(`import of tokens on ${name}`, () => {
    let world: World;
    let customer: Customer;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const load = (content: string, code = '1283') =>
      importTokens(world, bank(code), Buffer.from(content), caller());
    const faultsOf = async (content: string, code = '1283') => {
      const outcome = await load(content, code);
      assert.ok('faults' in outcome, JSON.stringify(outcome));
      return outcome.faults.map(({ line, message }) => `${line}: ${message}`);
    };
    const rows = async () => (await world.store.db.selectFrom('token').selectAll().execute()).length;
    before(async () => {
      customer = await openContract(world, '1283');
    });

    test('a list is loaded, sealed and recorded, and a second time changes nothing', async () => {
      const list = `${HEADER}\nA-1,${customer.contractId},${SECRET}\n`;
      assert.deepEqual(await load(list), { loaded: ['A-1'], replaced: [], unchanged: [] });
      const before = await rows();
      assert.deepEqual(await load(list), { loaded: [], replaced: [], unchanged: ['A-1'] });
      assert.equal(await rows(), before);
      const mails = world.store.db.selectFrom('notice').select('kind').where('kind', '=', 'tokenGiven');
      assert.equal((await mails.where('contract_id', '=', customer.contractId).execute()).length, 1);
      const row = await world.store.db
        .selectFrom('token')
        .selectAll()
        .where('serial_number', '=', 'A-1')
        .executeTakeFirstOrThrow();
      assert.deepEqual([row.kind, row.algorithm, row.digits, row.step_seconds], ['totp', 'SHA1', 6, 30]);
      const audit = JSON.stringify(await world.store.db.selectFrom('audit').selectAll().execute());
      assert.match(audit, /token\.imported/);
      assert.ok(!audit.includes(SECRET));
    });

    test('a new token ends the one before, whose secret is forgotten and which does not come back', async () => {
      const own = await openContract(world, '1283');
      const first = `${HEADER}\nB-1,${own.contractId},${SECRET}\n`;
      await load(first);
      const outcome = await load(`${HEADER}\nB-2,${own.contractId},${OTHER}\n`);
      assert.deepEqual(outcome, { loaded: ['B-2'], replaced: ['B-1'], unchanged: [] });
      const row = await world.store.db
        .selectFrom('token')
        .selectAll()
        .where('serial_number', '=', 'B-1')
        .executeTakeFirstOrThrow();
      assert.equal(row.state, 'ended');
      assert.equal(row.sealed_secret.length, 0);
      assert.deepEqual(await load(first), { loaded: [], replaced: [], unchanged: ['B-1'] });
    });

    test('an ended token shows nothing that is accepted', async () => {
      const own = await openContract(world, '1283');
      const token = await giveToken(world, own);
      const ended = await endToken(world, { ...own, userId: '' }, caller());
      assert.ok(!isRefusal(ended) && ended.serialNumber === token.serialNumber);
      const holder = await findHolder(world.store.db, { ...own, userId: '' });
      const use = await spendPassword(world, holder?.id, shownBy(token, NOON), true);
      assert.deepEqual(use, { right: false, absent: true });
      assert.ok(
        isRefusal(await endToken(world, { ...own, contractId: '00000000000', userId: '' }, caller())),
      );
    });

    test('everything wrong is named by line, nothing is loaded, and no secret is repeated', async () => {
      const { contractId } = customer;
      const before = await rows();
      for (const [content, ...wanted] of [
        [`${HEADER}\nC-1,${contractId},${SECRET.slice(0, 20)}\n`, /^2: the secret has 96 bits: at least 128/],
        [`${HEADER}\nC-1,${contractId},${SECRET}1\n`, /^2: secret_base32 is not base32/],
        [`${HEADER}\nC-1,${contractId},\n`, /^2: a token has one secret/],
        [`${HEADER}\nC 1,${contractId},${SECRET}\n`, /^2: serial_number "C 1"/],
        [`${HEADER}\nC-1,99999999999,${SECRET}\n`, /^2: there is no contract 99999999999/],
        [`${HEADER},user_id\nC-1,${contractId},${SECRET},nobody\n`, /^2: contract \d+ has no user nobody/],
        [`${HEADER},kind\nC-1,${contractId},${SECRET},sms\n`, /^2: kind "sms": totp or hotp/],
        [`${HEADER},algorithm\nC-1,${contractId},${SECRET},MD5\n`, /^2: algorithm "MD5"/],
        [`${HEADER},digits\nC-1,${contractId},${SECRET},8\n`, /^2: digits "8": 6/],
        [`${HEADER},step_seconds\nC-1,${contractId},${SECRET},10\n`, /^2: step_seconds "10": 30 to 60/],
        [`${HEADER},counter\nC-1,${contractId},${SECRET},7\n`, /^2: counter "7": 0/],
        ['serial_number,contract_id,secret_hex\nC-1,1,zz\n', /contract_id/, /^2: secret_hex is not hex/],
        [
          `${HEADER}\nC-1,${contractId},${SECRET}\nC-1,${contractId},${SECRET}\n`,
          /^3: serial_number C-1 stands on line 2/,
          /^3: the administrator of \d+ stands on line 2/,
          /^3: the same secret stands on line 2/,
        ],
        [`serial,contract_id\nC-1,${contractId}\n`, /^1: unknown column "serial"/],
        ['', /^0: the file is empty/],
      ] as const) {
        const faults = await faultsOf(content);
        for (const [index, pattern] of wanted.entries()) assert.match(faults[index] ?? '', pattern);
        assert.ok(!faults.join().includes(SECRET.slice(0, 20)), 'a secret is repeated');
      }
      assert.equal(await rows(), before);
    });

    test("another holder's device, and another secret for a known one", async () => {
      const [one, two] = [await openContract(world, '1283'), await openContract(world, '1283')];
      await load(`${HEADER}\nD-1,${one.contractId},${SECRET}\n`);
      assert.match(
        (await faultsOf(`${HEADER}\nD-1,${two.contractId},${SECRET}\n`))[0] ?? '',
        /somebody else/,
      );
      assert.match(
        (await faultsOf(`${HEADER}\nD-1,${one.contractId},${OTHER}\n`))[0] ?? '',
        /another secret/,
      );
    });

    test('a bank without tokens, and a contract of another bank', async () => {
      const list = `${HEADER}\nE-1,${customer.contractId},${SECRET}\n`;
      assert.match((await faultsOf(list, '9000'))[0] ?? '', /bank 9000 has no tokens/);
    });

    test('hexadecimal with blanks, SHA-256 and a counter', async () => {
      const own = await openContract(world, '1283');
      const columns = 'serial_number,contract_id,kind,algorithm,counter,secret_hex';
      const secret = '0102 0304 0506 0708 090a 0b0c 0d0e 0f10';
      await load(`${columns}\nF-1,${own.contractId},HOTP,SHA-256,41,${secret}\n`);
      const holder = await findHolder(world.store.db, { ...own, userId: '' });
      const token = {
        serialNumber: 'F-1',
        kind: 'hotp',
        algorithm: 'SHA256',
        digits: 6,
        stepSeconds: 30,
        secret: Buffer.from(secret.replaceAll(' ', ''), 'hex'),
      } as const;
      const use = async (counter: number) =>
        (await spendPassword(world, holder?.id, shownBy(token, counter), true)).right;
      assert.equal(await use(40), false);
      assert.equal(await use(41), true);
    });
  });
});
