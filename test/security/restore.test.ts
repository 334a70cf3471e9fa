// Security test 21: the backup of yesterday put back. No serial number and no number of a list comes again, no revocation
// is forgotten, what was used stays used; and where that cannot be known, nothing is issued.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { publishRevocationLists } from '../../src/ca/publish-revocation-lists.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { BackupFault } from '../../src/procedures/backup/backup-files.ts';
import { prepareFolder } from '../../src/procedures/backup/make-backup.ts';
import { restoreBackup } from '../../src/procedures/backup/restore-backup.ts';
import { revokeBySerialNumber } from '../../src/procedures/certificates/revoke-certificate.ts';
import { checkJournal } from '../../src/procedures/journal/check-journal.ts';
import { journalExporter } from '../../src/procedures/journal/export-journal.ts';
import { JournalConflict, replayJournal } from '../../src/procedures/journal/replay-journal.ts';
import { verifyAudit } from '../../src/store/read/audit.ts';
import { readRevocationListHeads } from '../../src/store/read/revocation-list.ts';
import { openStore, type Store, type StoreLocation } from '../../src/store/store.ts';
import { issuingOf } from '../world/authorities.ts';
import { backUpWorld } from '../world/backup.ts';
import { type Acquired, acquire, type Customer, identify, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { giveToken } from '../world/tokens.ts';
import { certificatesOf, logOnAgain, must, newAdministrator } from '../world/year.ts';

const HOUR = 60 * 60 * 1000;

eachDatabase((name, _open, database) => {
  describe(`restore on ${name}`, () => {
    let base: string;
    const at = (place: string) => join(base, place);
    let world: World;
    let location: StoreLocation;
    /** Of before the backup, revoked since; and issued since. */
    let revokedSince: { customer: Customer; acquired: Acquired };
    let issuedSince: { customer: Customer; acquired: Acquired };
    let stranger: { customer: Customer; acquired: Acquired };
    /** At the backup both had mistyped twice; since then one did it again and again, and the other did not. */
    let mistyping: Customer;
    let careful: Customer;
    /** Of the lists that were out when the journal was copied, and at the end. */
    let earlier: Map<string, number>;
    let numbers: Map<string, number>;
    const opened: Store[] = [];

    const backUp = (folder: string) => backUpWorld(world, location, folder);
    const publish = (of: World) => publishRevocationLists(of.store, of.ca, of.now());
    const numbersOf = async ({ store, ca }: World) =>
      new Map(
        (await readRevocationListHeads(store.db, issuingOf(ca).id)).map((one) => [one.name, one.number]),
      );
    const mistype = async (customer: Customer) =>
      assert.ok(isRefusal(await identify(world, { ...customer, contractPin: '80642975' })));
    const revoke = async (of: World, { view: { serialNumber } }: Acquired) =>
      must(
        await revokeBySerialNumber(of, { bankCode: '9000', serialNumber, reason: 'keyCompromise' }, caller()),
      );
    /** The backup put into an empty place, and the CA opened there. */
    const restoreInto = async (place: string, journal: string, where?: StoreLocation) => {
      const store = await openStore(where ?? (await database.fresh()));
      opened.push(store);
      const keyFolder = at(`keys-${place}`);
      const restored = await restoreBackup(store, {
        ...{ folder: at('backup'), keyFolder, journalFolder: journal, now: world.now() },
      });
      const again = await makeWorld(store, { keyFolder, now: world.now() });
      return { ...restored, again };
    };

    before(async () => {
      base = await mkdtemp(join(tmpdir(), 'warifu-restore-'));
      location = await database.fresh();
      world = await makeWorld(await openStore(location));
      const toJournal = journalExporter(world, at('journal'));
      revokedSince = await newAdministrator(world);
      const early = await openContract(world, '9000');
      const owner = await openContract(world, '1283');
      await giveToken(world, { bankCode: '1283', contractId: owner.contractId });
      [mistyping, careful] = [await openContract(world, '9000'), await openContract(world, '9000')];
      for (const customer of [mistyping, careful, mistyping, careful]) await mistype(customer);
      await publish(world);
      await toJournal();
      await backUp(at('backup'));

      world.clock.now += 20 * HOUR;
      for (let time = 0; time < 3; time += 1) await mistype(mistyping);
      must(await identify(world, careful));
      await revoke(world, revokedSince.acquired);
      const acquired = must(await acquire(world, early));
      issuedSince = { customer: early, acquired };
      await logOnAgain(world, early, acquired);
      await world.store.transaction((tx) =>
        tx.updateTable('token').set({ last_used: 4711 }).where('bank_code', '=', '1283').execute(),
      );
      await identify(world, owner);
      await publish(world);
      await toJournal();
      await cp(at('journal'), at('journal-without-stranger'), { recursive: true });
      earlier = await numbersOf(world);
      const late = await openContract(world, '9000');
      stranger = { customer: late, acquired: must(await acquire(world, late)) };
      world.clock.now += HOUR;
      await publish(world);
      await toJournal();
      numbers = await numbersOf(world);
    });
    after(async () => {
      for (const store of opened) await store.close();
      await world.store.close();
      await world.dispose();
      await rm(base, { recursive: true });
    });

    test('with its journal: nothing of the CA is forgotten, and the record continues', async () => {
      const { again, replayed } = await restoreInto('whole', at('journal-without-stranger'));
      assert.deepEqual(replayed.unplaced, []);
      const [revoked] = await certificatesOf(again, revokedSince.customer);
      assert.equal(revoked?.revocation_reason, 'keyCompromise');
      const [issued] = await certificatesOf(again, issuedSince.customer);
      assert.equal(issued?.serial_number, issuedSince.acquired.view.serialNumber);
      assert.notEqual(issued?.first_logon_at, null);
      assert.deepEqual(Buffer.from(issued?.certificate ?? []), Buffer.from(issuedSince.acquired.certificate));
      const verdict = await verifyAudit(again.store.db);
      assert.equal(verdict.firstFault, undefined);
      assert.equal(await checkJournal(again.store, at('journal-without-stranger')), 'fits');
      // Its clock may stand behind the one that published.
      again.clock.now -= 3 * HOUR;
      await publish(again);
      for (const [list, number] of await numbersOf(again)) assert.ok(number > (earlier.get(list) ?? 0), list);
      const [token] = await again.store.db.selectFrom('token').select('last_used').execute();
      assert.equal(token?.last_used, 4711);
      // It works on: with the certificate of since, and with a new one.
      again.clock.now = world.now();
      await logOnAgain(again, issuedSince.customer, issuedSince.acquired);
      const next = await newAdministrator(again);
      assert.ok(next.acquired.view.serialNumber);
      await journalExporter(again, at('journal-without-stranger'))();
      assert.equal(await checkJournal(again.store, at('journal-without-stranger')), 'fits');
    });

    test('nobody has more tries at a PIN than before, and nobody fewer', async () => {
      const { again } = await restoreInto('tries', at('journal-without-stranger'));
      const locked = await identify(again, mistyping);
      assert.ok(isRefusal(locked) && locked.cause === 'pin-locked', JSON.stringify(locked));
      must(await identify(again, careful));
      const counted = await again.store.db.selectFrom('guess_count').select('contract_id').execute();
      assert.deepEqual(
        counted.map(({ contract_id }) => contract_id),
        [mistyping.contractId],
      );
    });

    test('numbers of lists rise also on a clock that was put back', async () => {
      const { again } = await restoreInto('clock', at('journal'));
      again.clock.now -= 30 * HOUR;
      await publish(again);
      for (const [list, number] of await numbersOf(again)) assert.ok(number > (numbers.get(list) ?? 0), list);
    });

    test('a certificate of somebody whom the backup does not know: nothing starts until it is settled', async () => {
      const { again, replayed } = await restoreInto('stranger', at('journal'));
      assert.deepEqual(replayed.unplaced, [stranger.acquired.view.serialNumber]);
      assert.equal(await checkJournal(again.store, at('journal')), 'unreconciled');
      const order = { folder: at('journal'), now: world.now(), act: 'deployment.reconciled' } as const;
      assert.deepEqual((await replayJournal(again.store, order)).unplaced, replayed.unplaced);
      const ended = await replayJournal(again.store, { ...order, endUnknown: true });
      assert.deepEqual([ended.unplaced, ended.revocations], [[], 1]);
      assert.equal(await checkJournal(again.store, at('journal')), 'fits');
      const [row] = await certificatesOf(again, stranger.customer);
      assert.equal(row?.revocation_reason, 'cessationOfOperation');
      assert.equal((await verifyAudit(again.store.db)).firstFault, undefined);
    });

    test('without its journal nothing starts until somebody accepts the loss', async () => {
      const { again, lost } = await restoreInto('lost', at('no-journal'));
      assert.equal(lost, true);
      assert.equal(await checkJournal(again.store, at('no-journal')), 'unreconciled');
      const order = { folder: at('no-journal'), now: world.now(), act: 'deployment.reconciled' } as const;
      await replayJournal(again.store, order);
      assert.equal(await checkJournal(again.store, at('no-journal')), 'unreconciled');
      await replayJournal(again.store, { ...order, acceptLoss: true });
      assert.equal(await checkJournal(again.store, at('no-journal')), 'fits');
      // The signer's record is lost too, and nothing tells of the lists since: their time alone lets numbers rise.
      again.clock.now += HOUR;
      await publish(again);
      for (const [list, number] of await numbersOf(again)) assert.ok(number > (numbers.get(list) ?? 0), list);
      // The journal turns up, and does not tell this history.
      assert.equal(await checkJournal(again.store, at('journal')), 'behind');
      await assert.rejects(
        replayJournal(again.store, { ...order, folder: at('journal') }),
        /another than that/,
      );
    });

    test('a journal that was altered is not believed, and nothing starts beside it', async () => {
      const altered = at('journal-altered');
      await cp(at('journal-without-stranger'), altered, { recursive: true });
      for (const name of await readdir(altered)) {
        const file = join(altered, name);
        await writeFile(file, (await readFile(file, 'utf8')).replaceAll('keyCompromise', 'superseded'));
      }
      await assert.rejects(restoreInto('altered', altered), JournalConflict);
      const store = opened.at(-1);
      assert.ok(store);
      assert.equal(await checkJournal(store, altered), 'unreconciled');
    });

    test('a journal of another history is told from a later one', async () => {
      const other = await makeWorld(await openStore(await database.fresh()));
      opened.push(other.store);
      await openContract(other, '9000');
      await journalExporter(other, at('journal-other'))();
      assert.equal(await checkJournal(world.store, at('journal-other')), 'other');
      assert.equal(await checkJournal(world.store, at('journal')), 'fits');
      await other.dispose();
    });

    test('into another database: a backup is of rows, not of files', async () => {
      const folder = at('other-database');
      const { again } = await restoreInto('other', at('journal-without-stranger'), { dataFolder: folder });
      assert.equal(
        (await certificatesOf(again, revokedSince.customer))[0]?.revocation_reason,
        'keyCompromise',
      );
    });

    test('what is no whole backup, and what is no empty place, is refused and left as it is', async () => {
      const store = await openStore(await database.fresh());
      opened.push(store);
      const order = { keyFolder: at('keys-none'), journalFolder: at('journal'), now: world.now() };
      const damaged = at('damaged');
      await cp(at('backup'), damaged, { recursive: true });
      const file = join(damaged, 'tables', 'certificate.jsonl');
      await writeFile(
        file,
        (await readFile(file, 'utf8')).replace('keyCompromise', 'unspecified').concat(' '),
      );
      await assert.rejects(restoreBackup(store, { ...order, folder: damaged }), /not as it was written/);
      await rm(file);
      await assert.rejects(restoreBackup(store, { ...order, folder: damaged }), /is missing/);
      await assert.rejects(restoreBackup(store, { ...order, folder: at('journal') }), BackupFault);
      await assert.rejects(
        restoreBackup(world.store, { ...order, folder: at('backup') }),
        /has a certification authority already/,
      );
      assert.deepEqual(await readdir(at('keys-none')).catch(() => []), []);
      await assert.rejects(prepareFolder(at('backup')), /is not empty/);
    });
  });
});
