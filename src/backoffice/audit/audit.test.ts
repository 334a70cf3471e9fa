// The audit viewer over mutual TLS: found by whatever is known, proven in words, of the own bank only, and what was altered
// is said to be.

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import {
  type Acquired,
  type Customer,
  entriesOf,
  mustAcquire,
  openContract,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller } from '../../../test/world/deployment.ts';
import type { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { makeMemoryFolder } from '../../../test/world/memory-folder.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { OFFICER_ROLES } from '../../domain/officer.ts';
import { answerEnrolmentPage } from '../../procedures/enrol/answer-enrolment-page.ts';
import { treeHeadPublisher } from '../../procedures/tree-heads/publish-tree-heads.ts';
import { verifyInclusion } from '../../store/audit-tree/merkle-proof.ts';
import { leafHash } from '../../store/audit-tree/merkle-tree.ts';
import type { AuditRow } from '../../store/tables.ts';

const AUDIT = `/${OFFICE}/desk/audit`;
const JSON_ONLY = { accept: 'application/json' };

eachDatabase((database, _open, { fresh }) => {
  describe(`the audit viewer on ${database}`, () => {
    let face: OfficeFace;
    let customer: Customer;
    let acquired: Acquired;
    let auditor: HttpsVisitor;
    let auditorId: string;
    let reference: string;
    before(async () => {
      face = await openOfficeFace(await fresh());
      const { world } = face;
      customer = await openContract(world, '9000');
      acquired = await mustAcquire(world, customer);
      const from = caller();
      reference = from.reference;
      const fields = { ...entriesOf(customer), contractPin: 'wrong999' };
      await answerEnrolmentPage(world, { bankCode: '9000', role: 'administrator', page: 0, fields }, from);
      await mustAcquire(world, await openContract(world, '1283'));
      const logged = await face.officerAt({ bankCode: '9000', role: 'auditor' });
      [auditor, auditorId] = [logged.browser, logged.officer.userId];
    });
    after(() => face.close());

    const found = async (browser: HttpsVisitor, query: Record<string, string>): Promise<AuditRow[]> => {
      const answer = await browser.get(`${AUDIT}?${new URLSearchParams(query)}`, JSON_ONLY);
      assert.equal(answer.status, 200, answer.body);
      return (JSON.parse(answer.body) as { records: AuditRow[] }).records;
    };

    test('by contract, reference, certificate, act, outcome, user and day', async () => {
      const { contractId } = customer;
      const serial = acquired.view.serialNumber;
      for (const [query, holds] of [
        [{ contract: contractId }, (row: AuditRow) => row.contract_id === contractId],
        [{ reference: reference.toLowerCase() }, (row: AuditRow) => row.reference === reference],
        [{ certificate: serial.toUpperCase() }, (row: AuditRow) => row.certificate === serial],
        [{ act: 'certificate.issued' }, (row: AuditRow) => row.act === 'certificate.issued'],
        [{ outcome: 'refused' }, (row: AuditRow) => row.outcome === 'refused' && row.reason !== null],
        [{ from: '2026-04-10', until: '2026-04-10' }, () => true],
      ] as const) {
        const rows = await found(auditor, query);
        assert.ok(rows.length > 0, JSON.stringify(query));
        assert.ok(rows.every(holds), JSON.stringify(query));
        const order = rows.map(({ sequence }) => sequence);
        assert.deepEqual(
          order,
          order.toSorted((one, other) => other - one),
          'newest first',
        );
      }
      for (const none of [
        { contract: 'nobody' },
        { reference: 'T999999999' },
        { certificate: 'ff00' },
        { user: 'nobody' },
        { officer: 'nobody' },
        { from: '2025-01-01', until: '2025-01-31' },
      ]) {
        assert.deepEqual(await found(auditor, none), [], JSON.stringify(none));
      }
    });

    test('by the officer who did it; the search itself is recorded', async () => {
      const rows = await found(auditor, { officer: auditorId });
      assert.ok(rows.length > 0);
      for (const { act, details } of rows) {
        assert.equal(act, 'office.audit-searched');
        assert.equal(JSON.parse(details).officer, auditorId);
      }
    });

    test('the logons of the own officers, and of nobody else’s', async () => {
      const rows = await found(auditor, { of: 'officers' });
      assert.ok(rows.some(({ act, user_id }) => act === 'logon.completed' && user_id === auditorId));
      assert.ok(rows.every((row) => row.bank_code === OFFICE && row.contract_id === '9000'));
    });

    test('a page ends, and the next goes on without gap or doubling', async () => {
      const all: number[] = [];
      let before: string | undefined;
      for (;;) {
        const query = new URLSearchParams({ of: '9000', ...(before && { before }) });
        const { records, more } = JSON.parse((await auditor.get(`${AUDIT}?${query}`, JSON_ONLY)).body) as {
          records: AuditRow[];
          more?: string;
        };
        all.push(...records.map(({ sequence }) => sequence));
        if (more === undefined) break;
        before = more;
      }
      assert.equal(new Set(all).size, all.length);
      const { db } = face.world.store;
      const stored = await db
        .selectFrom('audit')
        .select('sequence')
        .where('bank_code', '=', '9000')
        .execute();
      for (const { sequence } of stored.slice(0, -2)) assert.ok(all.includes(sequence), String(sequence));
    });

    test('another bank’s records, and those of none, are as absent as what never was', async () => {
      const { db } = face.world.store;
      const theirs = await db
        .selectFrom('audit')
        .select('sequence')
        .where('bank_code', '=', '1283')
        .limit(1)
        .executeTakeFirstOrThrow();
      const nobodys = await db
        .selectFrom('audit')
        .select('sequence')
        .where('bank_code', 'is', null)
        .limit(1)
        .executeTakeFirstOrThrow();
      for (const sequence of [theirs.sequence, nobodys.sequence, 999_999, 'x', '0', '1.5', '9'.repeat(30)]) {
        for (const suffix of ['', '/proof']) {
          const answer = await auditor.get(`${AUDIT}/${sequence}${suffix}`, JSON_ONLY);
          assert.deepEqual([answer.status, JSON.parse(answer.body).reason], [404, 'page-not-found']);
        }
      }
      for (const scope of ['1283', 'authority', '4711', OFFICE]) {
        const answer = await auditor.get(`${AUDIT}?of=${scope}`, JSON_ONLY);
        assert.equal(JSON.parse(answer.body).reason, 'page-not-found', scope);
      }
      const { browser } = await face.officerAt({ bankCode: OFFICE, role: 'caOfficer' });
      assert.ok((await found(browser, { of: 'authority' })).every((row) => row.bank_code === null));
      assert.ok((await found(browser, { of: '1283' })).length > 0);
      assert.equal((await browser.get(`${AUDIT}/${nobodys.sequence}`)).status, 200);
    });

    for (const role of database === 'SQLite' ? OFFICER_ROLES : []) {
      const may = role === 'auditor' || role === 'approver' || role === 'caOfficer';
      test(`${role} ${may ? 'reads' : 'does not read'} it`, async () => {
        const { browser } = await face.officerAt({ bankCode: role === 'caOfficer' ? OFFICE : '9000', role });
        const answer = await browser.get(AUDIT);
        assert.equal(answer.status, may ? 200 : 403);
        if (!may) assert.equal(reasonIn(answer.body), 'officer-not-allowed');
      });
    }

    describe('one record', () => {
      let folder: string;
      let sequence: number;
      before(async () => {
        folder = await makeMemoryFolder();
        const rows = await found(auditor, { act: 'certificate.issued' });
        sequence = rows[0]?.sequence ?? 0;
      });
      after(() => rm(folder, { recursive: true }));
      const look = async () => JSON.parse((await auditor.get(`${AUDIT}/${sequence}`, JSON_ONLY)).body);

      test('not signed yet: nothing is wrong, and it says so', async () => {
        const before = await look();
        assert.deepEqual([before.holds, before.proof], [true, 'not-signed-yet']);
        const page = await auditor.get(`${AUDIT}/${sequence}`);
        assert.ok(page.body.includes('不審な点はありません'));
      });

      test('signed: proven in words, and in a file that verifies by hashes alone', async () => {
        await treeHeadPublisher(face.world, folder)();
        const page = await auditor.get(`${AUDIT}/${sequence}`);
        assert.ok(page.body.includes('この記録は、書かれたときのままです。'), page.body);
        assert.ok(!page.body.includes('class="bad"'));
        const file = await auditor.get(`${AUDIT}/${sequence}/proof`);
        assert.match(String(file.headers['content-disposition']), new RegExp(`audit-${sequence}\\.json`));
        const proof = JSON.parse(file.body);
        const octets = (text: string) => Buffer.from(text, 'base64');
        const { tree_size: size, sha256_root_hash: root } = proof.tree_head;
        const path = proof.audit_path.map(octets);
        const leaf = leafHash(proof.leaf_input);
        assert.ok(verifyInclusion({ index: proof.leaf_index, size, leaf, path, root: octets(root) }));
        assert.equal(JSON.parse(proof.leaf_input).sequence, sequence);
        const foreign = Buffer.from(hash('sha256', 'another'), 'hex');
        assert.ok(
          !verifyInclusion({ index: proof.leaf_index, size, leaf: foreign, path, root: octets(root) }),
        );
      });

      test('a head that the records do not give, and that nobody signed: it says so', async () => {
        const { db } = face.world.store;
        const heads = db.selectFrom('audit_tree_head').selectAll().orderBy('size', 'desc');
        const { size, ...last } = await heads.executeTakeFirstOrThrow();
        const { tree: before } = await look();
        assert.deepEqual([before.isSigned, before.agrees], [true, true]);
        const forged = { ...last, size: size + 1, root: 'ab'.repeat(32) };
        await db.insertInto('audit_tree_head').values(forged).execute();
        const { tree } = await look();
        assert.deepEqual([tree.isSigned, tree.agrees, tree.endHolds], [false, false, true]);
        assert.ok((await auditor.get(`${AUDIT}/${sequence}`)).body.includes('class="bad"'));
      });

      test('altered past the program: it says so', async () => {
        const { db } = face.world.store;
        const trigger =
          database === 'SQLite'
            ? sql`drop trigger audit_no_update`
            : sql`drop trigger audit_no_change on audit`;
        await trigger.execute(db);
        await db.updateTable('audit').set({ contract_id: 'x' }).where('sequence', '=', sequence).execute();
        const after = await look();
        assert.deepEqual([after.holds, after.proof], [false, 'contradicted']);
        const page = await auditor.get(`${AUDIT}/${sequence}`);
        assert.ok(page.body.includes('書き換えられたおそれ') && page.body.includes('class="bad"'));
      });
    });
  });
});
