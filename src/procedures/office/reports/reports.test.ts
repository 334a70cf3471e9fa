// Reports as jobs: what is in them, once, interrupted, called off, too many, of another bank, of another officer.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { banksAndOffice } from '../../../../test/world/banks.ts';
import { entriesOf, logOn, mustAcquire, openContract } from '../../../../test/world/customers.ts';
import { eachDatabase } from '../../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../../test/world/deployment.ts';
import { officerLoggedOn } from '../../../../test/world/officers.ts';
import { openReportWriter } from '../../../backoffice/reports/writers.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { MOST_OF_AN_OFFICER, type ReportKind } from '../../../domain/report.ts';
import { verifyAudit } from '../../../store/read/audit.ts';
import { answerEnrolmentPage } from '../../enrol/answer-enrolment-page.ts';
import { countDays } from './count-days.ts';
import { makeReports, type OpenWriter } from './make-reports.ts';
import { callOffReport, fetchReport, forgetReports, orderReport, REPORT_KEPT_MS } from './order-report.ts';

type Who = Awaited<ReturnType<typeof officerLoggedOn>>;
const DAY_MS = 24 * 60 * 60 * 1000;
const REST = { rest: () => 0 };

eachDatabase((database, open) => {
  describe(`reports on ${database}`, () => {
    let world: World;
    let auditor: Who;
    let elsewhere: Who;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
      const named = (companyName: string) => openContract(world, '9000', { companyName });
      const used = await named('株式会社使用中');
      const { certificate } = await mustAcquire(world, used);
      await logOn(world, used, certificate);
      const locked = await named('=HYPERLINK("http://evil.example")');
      const wrong = { ...entriesOf(locked), contractPin: 'wrong999' };
      const page = { bankCode: '9000', role: 'administrator', page: 0, fields: wrong } as const;
      for (let entry = 0; entry < 10; entry += 1) await answerEnrolmentPage(world, page, caller());
      await openContract(world, '9000', { companyName: '株式会社未取得', acquisitionFrom: '2026-01-10' });
      await openContract(world, '1283', { companyName: '株式会社よその社' });
      auditor = await officerLoggedOn(world, { bankCode: '9000', role: 'auditor' });
      elsewhere = await officerLoggedOn(world, { bankCode: '1283', role: 'auditor' });
    });

    const order = async (who: Who, kind: ReportKind, said: Partial<Record<string, string>> = {}) => {
      const usual = { bankCode: '9000', format: 'csv', from: '2026-04-01', until: '2026-04-10' };
      const input = { ...who, ...usual, kind, language: 'ja', orderKey: randomUUID(), ...said } as const;
      return orderReport(world, input, caller());
    };
    const ordered = async (who: Who, kind: ReportKind, said: Partial<Record<string, string>> = {}) => {
      const outcome = await order(who, kind, said);
      assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
      return outcome.id;
    };
    const fetched = async (who: Who, id: string): Promise<Buffer> => {
      const outcome = await fetchReport(world, { ...who, id }, caller());
      assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
      const pieces = await Array.fromAsync(outcome.pieces);
      const whole = Buffer.concat(pieces);
      assert.equal(whole.length, outcome.row.size);
      return whole;
    };
    const rowsOf = async (kind: ReportKind, said: Partial<Record<string, string>> = {}) => {
      const id = await ordered(auditor, kind, said);
      assert.equal(await makeReports(world, openReportWriter, REST), 1);
      return parse((await fetched(auditor, id)).toString(), { bom: true, columns: true }) as Record<
        string,
        string
      >[];
    };
    const stateOf = async (id: string) =>
      world.store.db.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

    test('each has its rows, of its bank only', async () => {
      const companies = async (kind: ReportKind, said?: Partial<Record<string, string>>) =>
        (await rowsOf(kind, said)).map((row) => row['会社名']).sort();
      const evil = `'=HYPERLINK("http://evil.example")`;
      assert.deepEqual(await companies('contracts'), [evil, '株式会社使用中', '株式会社未取得']);
      assert.deepEqual(await companies('holders'), [evil, '株式会社使用中', '株式会社未取得']);
      const year = { from: '2027-04-01', until: '2027-04-30' };
      assert.deepEqual(await companies('ending', year), ['株式会社使用中']);
      // Day 0 is 10 January, day 80 is 31 March.
      const march = { from: '2026-03-31', until: '2026-03-31' };
      assert.deepEqual(await companies('notAcquired', march), ['株式会社未取得']);
      assert.deepEqual(await companies('notAcquired', { from: '2026-03-30', until: '2026-03-30' }), []);
      const locks = await rowsOf('locks');
      assert.deepEqual([...new Set(locks.map((row) => row['会社名']))], [evil]);
      assert.deepEqual(await rowsOf('forms'), []);
      const holders = await rowsOf('holders');
      const states = Object.fromEntries(holders.map((row) => [row['会社名'], row['電子証明書の状態']]));
      assert.equal(states['株式会社使用中'], '使用中');
      assert.equal(states['株式会社未取得'], 'なし');
    });

    test('logons by day, and every audit record of the bank', async () => {
      const activity = await rowsOf('activity');
      const logons = activity.filter((row) => row['操作'] === 'ログオン');
      assert.deepEqual(
        logons.map((row) => [row['日付'], row['結果'], row['件数']]),
        [['2026-04-10', '完了', '1']],
      );
      const { db } = world.store;
      const records = await rowsOf('audit');
      const stored = await db
        .selectFrom('audit')
        .select(['sequence', 'at', 'act'])
        .where('bank_code', '=', '9000')
        .where('act', 'not in', ['report.made', 'report.fetched'])
        .where('at', '>=', Date.parse('2026-04-01T00:00:00+09:00'))
        .execute();
      const shown = new Set(records.map((row) => Number(row['番号'])));
      for (const one of stored) assert.ok(shown.has(one.sequence), JSON.stringify(one));
      assert.ok(!records.some((row) => row['契約者ID'] === '1283'));
    });

    test('as PDF', async () => {
      for (const kind of ['contracts', 'audit'] as const) {
        const id = await ordered(auditor, kind, { format: 'pdf' });
        assert.equal(await makeReports(world, openReportWriter, REST), 1, kind);
        assert.equal((await fetched(auditor, id)).subarray(0, 5).toString(), '%PDF-');
      }
    });

    test('sent twice, it is ordered once; at once too', async () => {
      const orderKey = randomUUID();
      const ids = await Promise.all(
        Array.from({ length: 5 }, () => ordered(auditor, 'contracts', { orderKey })),
      );
      assert.equal(new Set(ids).size, 1);
      assert.equal(await makeReports(world, openReportWriter, REST), 1);
      const theirs = await order(elsewhere, 'contracts', { orderKey, bankCode: '1283' });
      assert.ok(isRefusal(theirs) && theirs.reason === 'form-invalid');
    });

    test('no more than a few at a time, also when all are ordered at once', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: MOST_OF_AN_OFFICER + 4 }, () => order(auditor, 'contracts')),
      );
      const refused = outcomes.filter(isRefusal);
      assert.deepEqual(
        refused.map(({ reason }) => reason),
        Array(4).fill('reports-too-many'),
      );
      // Others are not held up.
      const other = await ordered(elsewhere, 'contracts', { bankCode: '1283' });
      assert.equal(await makeReports(world, openReportWriter, REST), MOST_OF_AN_OFFICER + 1);
      assert.equal((await stateOf(other)).lines, 1);
    });

    for (const [title, who, said, reason] of [
      ['another bank', 'auditor', { bankCode: '1283' }, 'page-not-found'],
      ['a bank that there is not', 'auditor', { bankCode: '4711' }, 'page-not-found'],
      ['another kind', 'auditor', { kind: 'secrets' }, 'page-not-found'],
      ['another format', 'auditor', { format: 'xls' }, 'form-invalid'],
      ['days backwards', 'auditor', { until: '2026-03-31' }, 'form-invalid'],
      ['too many days', 'auditor', { from: '2024-01-01' }, 'form-invalid'],
      ['no day', 'auditor', { from: '2026-02-30' }, 'form-invalid'],
      ['the help desk', 'helpDesk', {}, 'officer-not-allowed'],
      ['the record by an operator', 'operator', { kind: 'audit' }, 'officer-not-allowed'],
    ] as const) {
      test(`refused: ${title}`, async () => {
        const by =
          who === 'auditor' ? auditor : await officerLoggedOn(world, { bankCode: '9000', role: who });
        const outcome = await order(by, 'forms', said);
        assert.equal(isRefusal(outcome) && outcome.reason, reason);
      });
    }

    test('nobody else has it, sees it or calls it off', async () => {
      const id = await ordered(auditor, 'contracts');
      const colleague = await officerLoggedOn(world, { bankCode: '9000', role: 'auditor' });
      for (const who of [colleague, elsewhere]) {
        for (const act of [fetchReport, callOffReport]) {
          const outcome = await act(world, { ...who, id }, caller());
          assert.equal(isRefusal(outcome) && outcome.reason, 'page-not-found');
        }
      }
      const early = await fetchReport(world, { ...auditor, id }, caller());
      assert.equal(isRefusal(early) && early.reason, 'report-over');
      assert.equal(await makeReports(world, openReportWriter, REST), 1);
    });

    test('it is kept for a day, and then forgotten with every piece', async () => {
      const id = await ordered(auditor, 'contracts');
      await makeReports(world, openReportWriter, REST);
      const { now } = world.clock;
      try {
        world.clock.now += REPORT_KEPT_MS;
        const fresh = await officerLoggedOn(world, { bankCode: '9000', role: 'auditor' });
        assert.ok(fresh);
        await world.store.transaction(async (tx) => {
          await tx
            .updateTable('session')
            .set({ seen_at: world.clock.now, created_at: world.clock.now })
            .execute();
        });
        const late = await fetchReport(world, { ...auditor, id }, caller());
        assert.equal(isRefusal(late) && late.reason, 'report-over');
        world.clock.now += 1;
        for (let round = 0; round < 5; round += 1) await forgetReports(world);
      } finally {
        world.clock.now = now;
        await world.store.db.updateTable('session').set({ seen_at: now, created_at: now }).execute();
      }
      for (const table of ['report', 'report_part'] as const) {
        assert.deepEqual(await world.store.db.selectFrom(table).selectAll().execute(), [], table);
      }
    });

    /** Stops the maker in the middle, as a crash does: what it has kept stays, and nobody tidies up. */
    const dying: OpenWriter = (report, scope) => ({
      ...openReportWriter(report, scope),
      end: () => {
        throw new Died();
      },
    });

    test('interrupted, it begins again; interrupted too often, it says so', async () => {
      const id = await ordered(auditor, 'contracts');
      const crash = async () => {
        // As after kill -9: the row says that somebody is at it.
        const made = makeReports(crashing(world), dying, REST);
        await assert.rejects(made, Crashed);
        assert.equal((await stateOf(id)).state, 'running');
      };
      await crash();
      if (database === 'PostgreSQL') {
        assert.equal(await makeReports(world, openReportWriter, REST), 0, 'another may still be at it');
        world.clock.now += 61_000;
      }
      assert.equal(await makeReports(world, openReportWriter, REST), 1);
      const again = await stateOf(id);
      assert.deepEqual([again.state, again.attempts, again.lines], ['done', 2, 3]);

      const often = await ordered(auditor, 'contracts');
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await assert.rejects(makeReports(crashing(world), dying, REST), Crashed);
        world.clock.now += 61_000;
      }
      assert.equal(await makeReports(world, openReportWriter, REST), 0);
      const given = await stateOf(often);
      assert.deepEqual([given.state, given.failure], ['failed', 'interrupted']);
    });

    test('a fault of ours ends that report and no other', async () => {
      const [bad, good] = [await ordered(auditor, 'contracts'), await ordered(auditor, 'locks')];
      const faults: unknown[] = [];
      const made = await makeReports(
        world,
        (report, scope) => (report.id === bad ? dying : openReportWriter)(report, scope),
        { ...REST, onFault: (error) => faults.push(error) },
      );
      assert.equal(made, 1);
      assert.ok(faults[0] instanceof Died);
      assert.deepEqual((await stateOf(bad)).failure, 'fault');
      assert.equal((await stateOf(good)).state, 'done');
    });

    test('called off while it is made, nothing of it stays', async () => {
      const id = await ordered(auditor, 'contracts');
      const made = await makeReports(
        world,
        (report, scope) => {
          const writer = openReportWriter(report, scope);
          return {
            ...writer,
            end: async () => {
              assert.ok(!isRefusal(await callOffReport(world, { ...auditor, id }, caller())));
              return writer.end();
            },
          };
        },
        REST,
      );
      assert.equal(made, 0);
      assert.equal((await stateOf(id)).state, 'cancelled');
      const parts = await world.store.db
        .selectFrom('report_part')
        .select('number')
        .where('report', '=', id)
        .execute();
      assert.deepEqual(parts, []);
      const twice = await callOffReport(world, { ...auditor, id }, caller());
      assert.equal(isRefusal(twice) && twice.reason, 'report-over');
    });

    test('left at a stop of the server, it is not counted as a fault', async () => {
      const id = await ordered(auditor, 'contracts');
      const stop = new AbortController();
      const leaving: OpenWriter = (report, scope) => {
        stop.abort();
        return openReportWriter(report, scope);
      };
      assert.equal(await makeReports(world, leaving, { ...REST, signal: stop.signal }), 0);
      assert.equal((await stateOf(id)).attempts, 0);
      assert.equal(await makeReports(world, openReportWriter, REST), 1);
    });

    // SQLite lets in one process, and a process makes one at a time.
    test('made by two at once, each is made once', { skip: database === 'SQLite' }, async () => {
      const ids = [await ordered(auditor, 'contracts'), await ordered(auditor, 'locks')];
      const made = await Promise.all([
        makeReports(world, openReportWriter, REST),
        makeReports(world, openReportWriter, REST),
      ]);
      assert.equal(made[0] + made[1], 2);
      for (const id of ids) assert.equal((await stateOf(id)).state, 'done');
    });

    test('every order, making, calling off and fetching is in the record', async () => {
      const records = await world.store.db
        .selectFrom('audit')
        .select(['act', 'outcome', 'details'])
        .where('act', 'like', 'report.%')
        .execute();
      const acts = new Set(records.map(({ act, outcome }) => `${act} ${outcome}`));
      assert.deepEqual([...acts].sort(), [
        ...['report.cancelled done', 'report.fetched done', 'report.given-up done', 'report.made done'],
        ...['report.ordered done', 'report.ordered refused'],
      ]);
      assert.ok(records.some(({ details }) => details.includes(`"officer":"${auditor.officer.userId}"`)));
      assert.equal((await verifyAudit(world.store.db)).firstFault, undefined);
    });

    test('days that are over are counted once', async () => {
      const { now } = world.clock;
      world.clock.now = NOON + DAY_MS;
      try {
        await countDays(world);
        await countDays(world);
      } finally {
        world.clock.now = now;
      }
      const figures = await world.store.db
        .selectFrom('day_figure')
        .selectAll()
        .where('bank_code', '=', '9000')
        .orderBy('day')
        .execute();
      assert.equal(figures.length, 14);
      assert.deepEqual([figures.at(-1)?.day, figures.at(-1)?.logons], ['2026-04-10', 1]);
    });
  });
});

class Died extends Error {}
class Crashed extends Error {}

/** The same world, of which nothing can be written once the maker has died. */
function crashing(world: World): World {
  let begun = false;
  const { store } = world;
  return {
    ...world,
    store: {
      ...store,
      transaction: async (work) => {
        if (begun) throw new Crashed();
        begun = true;
        return store.transaction(work);
      },
    },
  };
}
