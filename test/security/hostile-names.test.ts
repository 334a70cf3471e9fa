// What a company is called, when it is called so to do harm, in every list, file and PDF of the office (security page, test
// 24; OWASP ASVS 1.2.10). The program takes no such name; here they stand in the database all the same.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { html } from '@prairielearn/html';
import { parse } from 'csv-parse/sync';
import { openReportWriter } from '../../src/backoffice/reports/writers.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { OfficeInput } from '../../src/procedures/office/officer.ts';
import { makeReports } from '../../src/procedures/office/reports/make-reports.ts';
import { fetchReport } from '../../src/procedures/office/reports/order-report.ts';
import { mustAcquire, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller } from '../world/deployment.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { reasonIn } from '../world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../world/office-face.ts';
import { textOfPdf } from '../world/pdf.ts';
import { enteredForm } from '../world/request-forms.ts';

const BANK = '9000';
const DESK = `/${OFFICE}/desk`;
const HOSTILE = [
  '=HYPERLINK("http://evil.example","x")',
  '+cmd|calc!A1',
  '-2+3',
  '@SUM(1)',
  '\t=1+1',
  '\r=1+1',
  ' ＝1+1',
  '\u202ecilbup\u202c右から',
  '\u200b=1+1\u200d',
  '\u2066x\u2069\ufeff社',
  '外字\ue000\u{f0000}𠮷商店',
  '<svg onload=alert(1)>',
  '長'.repeat(300),
  'a"b,c\r\nd\'e',
];
/** What no paper may hold: it turns, hides or joins what stands beside it. */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000]|[^\P{Cc}\n\f]/u;

eachDatabase((database, _open, { fresh }) => {
  // PostgreSQL holds no NUL.
  const names = database === 'SQLite' ? [...HOSTILE, 'null\0=1+1'] : HOSTILE;
  describe(`hostile names in the office on ${database}`, () => {
    let face: OfficeFace;
    let browser: HttpsVisitor;
    let officer: OfficeInput;
    const ids: string[] = [];
    before(async () => {
      face = await openOfficeFace(await fresh());
      const operator = await face.officerAt({ bankCode: BANK, role: 'operator' });
      ({ browser, input: officer } = operator);
      for (const [index, name] of names.entries()) {
        const customer = await openContract(face.world, BANK, { companyName: `株式会社${index}` });
        // One certificate is enough for each kind of list.
        if (index % 4 === 0) await mustAcquire(face.world, customer);
        const { contractId } = customer;
        const { db } = face.world.store;
        await db
          .insertInto('guess_count')
          .values({
            ...{ bank_code: BANK, contract_id: contractId, user_id: '', secret: 'contractPin' },
            ...{ channel: 'open', failures: 10, last_at: face.world.now() },
          })
          .execute();
        await enteredForm(face.world, operator.input, { bankCode: BANK, kind: 'pinUnlock', contractId });
        await db
          .updateTable('contract')
          .set({ company_name: name, company_kana: name })
          .where('contract_id', '=', contractId)
          .execute();
        ids.push(contractId);
      }
    });
    after(() => face.close());

    const shown = (name: string) => `<bdi>${html`${name}`.toString()}</bdi>`;
    const page = async (path: string) => {
      const { status, body } = await browser.get(path);
      assert.equal(status, 200, `${path}: ${reasonIn(body)}`);
      assert.ok(!/<svg onload|HYPERLINK\("/.test(body), path);
      return body;
    };
    const made = async (kind: string, format: string) => {
      const form = `${DESK}/reports/new/${kind}`;
      await browser.get(form);
      const { headers } = await browser.submit(form, { format });
      assert.equal(await makeReports(face.world, openReportWriter, { rest: () => 0 }), 1);
      return String(headers.location);
    };

    test('pages: text between marks of its own direction, and nothing else', async () => {
      const all = names.map(shown);
      for (const path of ['certificates?list=locked', `forms/${BANK}`]) {
        const body = await page(`${DESK}/${path}`);
        for (const one of all) assert.ok(body.includes(one), `${path}: ${JSON.stringify(one)}`);
      }
      const some = all.filter((_, index) => index % 4 === 0);
      for (const path of ['certificates?list=unused', 'certificates?list=issued']) {
        const body = await page(`${DESK}/${path}`);
        for (const one of some) assert.ok(body.includes(one), `${path}: ${JSON.stringify(one)}`);
      }
      for (const [index, id] of ids.entries()) {
        const own = ['suspend', 'change'].map((act) => `contracts/${BANK}/${act}/${id}`);
        for (const path of [
          ...[`customers?q=${id}`, `customers/${BANK}/${id}`, `cards/${BANK}/contract/${id}`],
          ...own,
        ]) {
          assert.ok((await page(`${DESK}/${path}`)).includes(html`${names[index]}`.toString()), path);
        }
      }
    });

    test('files for spreadsheets: every name comes back as text, and none is a formula', async () => {
      const files = [
        await browser.get(`${DESK}/certificates.csv?list=unused`),
        ...(await Promise.all(
          [await made('contracts', 'csv'), await made('locks', 'csv')].map((path) =>
            browser.get(`${path}/file`),
          ),
        )),
      ];
      for (const { status, body } of files) {
        assert.equal(status, 200);
        const rows = parse(body, { bom: true, relaxQuotes: false }) as string[][];
        const cells = rows.flat();
        assert.ok(rows.length > 3);
        for (const cell of cells) assert.doesNotMatch(cell, /^[\s\p{Cc}]*[=+\-@＝＋－＠|%]/u);
      }
      const [, contracts] = files;
      const rows = parse(contracts?.body ?? '', { bom: true, columns: true }) as Record<string, string>[];
      const texts = rows.map((row) => (row.会社名 ?? '').replace(/^'(?=[\s\p{Cc}]*[=+\-@＝])/u, ''));
      assert.deepEqual(texts.sort(), [...names].sort());
    });

    test('PDF: what cannot be printed is a 〓 and is said to be; nothing turns or hides', async () => {
      const path = await made('contracts', 'pdf');
      const id = path.slice(path.lastIndexOf('/') + 1);
      const fetched = await fetchReport(face.world, { ...officer, id }, caller());
      assert.ok(!isRefusal(fetched));
      const text = textOfPdf(Buffer.concat(await Array.fromAsync(fetched.pieces)));
      assert.doesNotMatch(text, UNSEEN);
      assert.ok(text.includes('外字〓'), text);
      assert.ok(text.includes('印刷できない文字'));
      assert.ok(text.includes('svg onload'));
    });
  });
});
