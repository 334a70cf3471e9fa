// Reports over mutual TLS: ordered on a page, followed, fetched as a file; refused clearly; nobody else's.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import type { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { OFFICER_ROLES } from '../../domain/officer.ts';
import { MOST_OF_AN_OFFICER, REPORT_KINDS } from '../../domain/report.ts';
import { makeReports } from '../../procedures/office/reports/make-reports.ts';
import { openReportWriter } from './writers.ts';

const REPORTS = `/${OFFICE}/desk/reports`;
const JSON_ONLY = { accept: 'application/json' };

eachDatabase((database, _open, { fresh }) => {
  describe(`reports in the office on ${database}`, () => {
    let face: OfficeFace;
    before(async () => {
      face = await openOfficeFace(await fresh());
      await openContract(face.world, '9000', { companyName: '株式会社帳票見本' });
      await openContract(face.world, '1283', { companyName: '株式会社よその社' });
    });
    after(() => face.close());

    const make = () => makeReports(face.world, openReportWriter, { rest: () => 0 });
    const order = async (browser: HttpsVisitor, kind: string, said: Record<string, string> = {}) => {
      await browser.get(`${REPORTS}/new/${kind}`);
      return browser.submit(`${REPORTS}/new/${kind}`, { format: 'csv', ...said });
    };
    const ordered = async (browser: HttpsVisitor, kind: string, said: Record<string, string> = {}) => {
      const answer = await order(browser, kind, said);
      assert.equal(answer.status, 303, reasonIn(answer.body));
      return String(answer.headers.location);
    };

    test('ordered, waiting, ready, fetched: a file of the own bank', async () => {
      const { browser } = await face.officerAt({ bankCode: '9000', role: 'auditor' });
      const path = await ordered(browser, 'contracts');
      const waits = await browser.get(path);
      assert.match(waits.body, /<progress [^>]*value="0" data-state="waiting"/);
      assert.match(waits.body, /progress-[0-9a-f]{16}\.js/);
      assert.equal(await make(), 1);
      const ready = await browser.get(path);
      assert.ok(ready.body.includes(`${path}/file`) && !ready.body.includes('<progress'));
      const file = await browser.get(`${path}/file`);
      assert.match(
        String(file.headers['content-disposition']),
        /^attachment; filename="contracts-9000-2026-04-10\.csv"$/,
      );
      assert.equal(Number(file.headers['content-length']), Buffer.byteLength(file.body));
      assert.ok(file.body.startsWith('\uFEFF契約者ID,会社名'));
      assert.ok(file.body.includes('株式会社帳票見本') && !file.body.includes('よその社'));
      const list = await browser.get(REPORTS);
      assert.ok(list.body.includes(path) && list.body.includes('受け取れます'));
    });

    test('in English, for who reads English', async () => {
      const { browser } = await face.officerAt({ bankCode: '9000', role: 'approver' });
      await browser.get(`${REPORTS}?lang=en`);
      const path = await ordered(browser, 'contracts');
      await make();
      assert.ok((await browser.get(`${path}/file`)).body.startsWith('\uFEFFContract ID,Company'));
    });

    test('called off on the page, it is over', async () => {
      const { browser } = await face.officerAt({ bankCode: '9000', role: 'operator' });
      const path = await ordered(browser, 'holders');
      await browser.get(path);
      const [cancelled, again] = [
        await browser.submit(`${path}/cancel`, {}),
        await browser.submit(`${path}/cancel`, {}),
      ];
      assert.equal(cancelled.status, 303);
      assert.equal(reasonIn(again.body), 'report-over');
      assert.equal(await make(), 0);
      const page = await browser.get(path);
      assert.ok(page.body.includes('取りやめました') && !page.body.includes('/file'));
      const file = await browser.get(`${path}/file`, JSON_ONLY);
      assert.equal(JSON.parse(file.body).reason, 'report-over');
    });

    test('days that cannot be are shown where they stand, and what was typed stays', async () => {
      const { browser } = await face.officerAt({ bankCode: '9000', role: 'auditor' });
      const answer = await order(browser, 'audit', { from: '2026-04-09', until: '2026-04-01' });
      assert.equal(answer.status, 400);
      assert.match(answer.body, /id="until-fault"/);
      assert.match(answer.body, /name="from"\s+type="date"\s+value="2026-04-09"/);
    });

    test('one too many is refused, and says why', async () => {
      const { browser } = await face.officerAt({ bankCode: '9000', role: 'auditor' });
      for (let count = 0; count < MOST_OF_AN_OFFICER; count += 1) await ordered(browser, 'locks');
      const answer = await order(browser, 'locks');
      assert.equal(answer.status, 429);
      assert.equal(reasonIn(answer.body), 'reports-too-many');
      assert.ok(answer.body.includes(`${MOST_OF_AN_OFFICER}件`));
      assert.equal(await make(), MOST_OF_AN_OFFICER);
    });

    test('another’s, another bank’s and none: the same answer', async () => {
      const own = await face.officerAt({ bankCode: '9000', role: 'auditor' });
      const path = await ordered(own.browser, 'contracts');
      await make();
      const colleague = await face.officerAt({ bankCode: '9000', role: 'auditor' });
      const other = await face.officerAt({ bankCode: '1283', role: 'auditor' });
      const absent = path.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      for (const [browser, asked] of [
        [colleague.browser, path],
        [other.browser, path],
        [own.browser, absent],
        [own.browser, `${REPORTS}/never`],
      ] as const) {
        for (const suffix of ['', '/file']) {
          const answer = await browser.get(asked + suffix, JSON_ONLY);
          assert.deepEqual([answer.status, JSON.parse(answer.body).reason], [404, 'page-not-found']);
        }
      }
      const list = JSON.parse((await other.browser.get(REPORTS, JSON_ONLY)).body);
      assert.deepEqual(list, { reports: [] });
      const crossing = await order(own.browser, 'contracts', { of: '1283' });
      assert.equal(reasonIn(crossing.body), 'page-not-found');
    });

    // Roles are the same on both.
    for (const role of database === 'SQLite' ? OFFICER_ROLES : []) {
      const may = role !== 'helpDesk';
      const records = role === 'auditor' || role === 'approver' || role === 'caOfficer';
      test(`${role} ${may ? 'sees what may be ordered' : 'orders nothing'}${records ? ', the record too' : ''}`, async () => {
        const { browser } = await face.officerAt({ bankCode: role === 'caOfficer' ? OFFICE : '9000', role });
        const page = await browser.get(REPORTS);
        assert.equal(page.status, may ? 200 : 403);
        for (const kind of REPORT_KINDS) {
          const offered = may && (kind !== 'audit' || records);
          assert.equal(page.body.includes(`${REPORTS}/new/${kind}"`), offered, kind);
          assert.equal((await browser.get(`${REPORTS}/new/${kind}`)).status, offered ? 200 : 403, kind);
        }
        const front = await browser.get(`/${OFFICE}/desk`);
        assert.equal(front.body.includes(`href="${REPORTS}"`), may, 'the menu');
      });
    }
  });
});
