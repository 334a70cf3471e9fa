// What a company is called, when it is called so to do harm, in every list, file and PDF of the office (security page, test
// 24; OWASP ASVS 1.2.10). The program takes no such name; here they stand in the database all the same.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { html } from '@prairielearn/html';
import { parse } from 'csv-parse/sync';
import { openReportWriter } from '../../src/backoffice/reports/writers.ts';
import { addDays, dayOf } from '../../src/domain/calendar.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { REPORT_FORMATS, REPORT_KINDS, type ReportKind } from '../../src/domain/report.ts';
import { orderCard } from '../../src/procedures/office/cards/order-card.ts';
import { enterList } from '../../src/procedures/office/contracts/import-list.ts';
import type { OfficeInput } from '../../src/procedures/office/officer.ts';
import { makeReports } from '../../src/procedures/office/reports/make-reports.ts';
import { fetchReport } from '../../src/procedures/office/reports/order-report.ts';
import { CERTIFICATE_LISTS } from '../../src/store/read/certificate-list.ts';
import { appendAudit } from '../../src/store/write/audit.ts';
import { approve, LIST_HEADER, mustEnter, send } from '../world/contract-orders.ts';
import { mustAcquire, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller } from '../world/deployment.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { reasonIn } from '../world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../world/office-face.ts';
import { banksWithEverything, orderToken, stockTokens } from '../world/office-things.ts';
import { stepUp } from '../world/officers.ts';
import { textOfPdf } from '../world/pdf.ts';
import { enteredForm } from '../world/request-forms.ts';
import { listUser } from '../world/users.ts';

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
    let approver: Awaited<ReturnType<OfficeFace['officerAt']>>;
    const ids: string[] = [];
    /** Cards that wait to be printed, by their ids; and the order that opened other contracts of these names. */
    const cards: string[] = [];
    let opened = '';
    /** Orders to give a token to a user of such a name, of a company of such a name. */
    const tokenOrders: string[] = [];
    before(async () => {
      face = await openOfficeFace(await fresh(), banksWithEverything([BANK]));
      const operator = await face.officerAt({ bankCode: BANK, role: 'operator' });
      ({ browser, input: officer } = operator);
      const { db } = face.world.store;
      opened = await openedByList(operator.input);
      for (const [index, { id }] of (await openedContracts()).entries()) {
        await db
          .updateTable('contract')
          .set({ company_name: names[index] ?? '' })
          .where('id', '=', id)
          .execute();
      }
      const atBank = { ...officer, bankCode: BANK };
      await stockTokens(
        face,
        atBank,
        names.map((_, index) => `H-${index}`),
      );
      for (const [index, name] of names.entries()) {
        const customer = await openContract(face.world, BANK, { companyName: `株式会社${index}` });
        // One certificate is enough for each kind of list.
        if (index % 4 === 0) await mustAcquire(face.world, customer);
        const { contractId } = customer;
        const ordered = await orderCard(
          face.world,
          { ...officer, bankCode: BANK, contractId, reason: 'lost', shown: await activeCard(contractId) },
          caller(),
        );
        assert.ok(!isRefusal(ordered), JSON.stringify(ordered));
        cards.push(ordered.cardId);
        const change = {
          bankCode: BANK,
          kind: 'change',
          contractId,
          said: { companyName: '株式会社変更' },
        } as const;
        const order = await mustEnter(face.world, officer, change);
        const { content } = await db
          .selectFrom('contract_order')
          .select('content')
          .where('id', '=', order)
          .executeTakeFirstOrThrow();
        const terms = { ...JSON.parse(content).terms, companyName: name };
        await db
          .updateTable('contract_order')
          .set({ content: JSON.stringify({ ...JSON.parse(content), terms }) })
          .where('id', '=', order)
          .execute();
        await db
          .insertInto('guess_count')
          .values({
            ...{ bank_code: BANK, contract_id: contractId, user_id: '', secret: 'contractPin' },
            ...{ channel: 'open', failures: 10, last_at: face.world.now() },
          })
          .execute();
        await enteredForm(face.world, operator.input, { bankCode: BANK, kind: 'pinUnlock', contractId });
        const { userId } = await listUser(face.world, customer, { activated: false });
        const token = { serialNumber: `H-${index}`, contractId, userId };
        tokenOrders.push(await orderToken(face, atBank, token));
        await db.updateTable('holder').set({ name }).where('user_id', '=', userId).execute();
        await db
          .updateTable('contract')
          .set({ company_name: name, company_kana: name, postal_address: name })
          .where('contract_id', '=', contractId)
          .execute();
        ids.push(contractId);
      }
      await face.world.store.transaction((tx) =>
        appendAudit(
          tx,
          names.map((remark) => ({
            ...{ at: face.world.now(), reference: 'hostile', bankCode: BANK, contractId: '', userId: '' },
            ...{ act: 'contract.changed', outcome: 'done' as const, details: { remark } },
          })),
        ),
      );
      approver = await face.officerAt({ bankCode: BANK, role: 'approver' });
    });
    /** The slower database is asked what it adds. */
    const some = database === 'SQLite' ? 1 : 5;
    const activeCard = async (contractId: string) => {
      const rows = face.world.store.db
        .selectFrom('customer_card')
        .innerJoin('contract', 'contract.id', 'customer_card.contract')
        .select('customer_card.id');
      const active = rows.where('contract_id', '=', contractId).where('customer_card.state', '=', 'active');
      return (await active.executeTakeFirst())?.id ?? '';
    };
    /** As many contracts as there are names, opened by a list; their first letters wait. */
    async function openedByList(operator: OfficeInput): Promise<string> {
      const lines = names.map((_, index) => `${70_000_000_000 + index},見本,a@customer.example`);
      const sent = await send(face.world, operator, BANK, [LIST_HEADER, ...lines, ''].join('\n'));
      assert.ok(!isRefusal(sent), JSON.stringify(sent));
      const { certificate, token } = operator;
      const asked = { certificate, token, bankCode: BANK, listId: sent.listId };
      const entered = await enterList(face.world, asked, caller());
      assert.ok('orderId' in entered);
      const { input } = await face.officerAt({ bankCode: BANK, role: 'approver' });
      assert.ok(!isRefusal(await approve(face.world, input, BANK, entered.orderId)));
      return entered.orderId;
    }
    const openedContracts = () =>
      face.world.store.db
        .selectFrom('first_letter')
        .innerJoin('contract', 'contract.id', 'first_letter.contract')
        .select('contract.id')
        .orderBy('contract_id')
        .execute();
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
      for (const path of [
        ...['certificates?list=locked', `forms/${BANK}`, `letters/${BANK}`, `cards/${BANK}`],
        `contracts/${BANK}?state=entered`,
      ]) {
        const body = await page(`${DESK}/${path}`);
        for (const one of all) assert.ok(body.includes(one), `${path}: ${JSON.stringify(one)}`);
      }
      const fourth = all.filter((_, index) => index % 4 === 0);
      for (const path of ['certificates?list=unused', 'certificates?list=issued']) {
        const body = await page(`${DESK}/${path}`);
        for (const one of fourth) assert.ok(body.includes(one), `${path}: ${JSON.stringify(one)}`);
      }
      for (const path of [`tokens/${BANK}`, `tokens/${BANK}/orders`]) {
        const body = await page(`${DESK}/${path}`);
        // Twice: a company's, and its user's.
        for (const one of all) assert.ok(body.split(one).length > 2, `${path}: ${JSON.stringify(one)}`);
      }
      for (const [index, order] of tokenOrders.entries()) {
        const body = await page(`${DESK}/tokens/${BANK}/orders/${order}`);
        assert.ok(body.split(all[index] ?? '').length > 2, `an order: ${JSON.stringify(names[index])}`);
      }
      for (const [index, id] of ids.entries()) {
        const own = ['suspend', 'change'].map((act) => `contracts/${BANK}/${act}/${id}`);
        for (const path of [
          ...[`customers?q=${id}`, `customers/${BANK}/${id}`, `cards/${BANK}/contract/${id}`],
          ...[`cards/${BANK}/card/${cards[index]}/print`, `tokens/${BANK}/holder?contract=${id}`],
          ...own,
        ]) {
          assert.ok((await page(`${DESK}/${path}`)).includes(html`${names[index]}`.toString()), path);
        }
      }
    });

    test('pages of who reads the record: the words of officers are text there too', async () => {
      const rows = face.world.store.db.selectFrom('audit').select(['sequence', 'details']);
      const found = await rows.where('reference', '=', 'hostile').orderBy('sequence').execute();
      assert.equal(found.length, names.length);
      for (const { sequence, details } of found) {
        const { status, body } = await approver.browser.get(`${DESK}/audit/${sequence}`);
        assert.equal(status, 200, reasonIn(body));
        const { remark } = JSON.parse(details) as { remark: string };
        assert.ok(body.includes(html`${remark}`.toString()), JSON.stringify(remark));
        assert.doesNotMatch(body, /<svg onload/);
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
        assert.ok(isHarmless(body, 'a file') > 3);
      }
      const [, contracts] = files;
      const rows = parse(contracts?.body ?? '', { bom: true, columns: true }) as Record<string, string>[];
      const texts = rows.map((row) => (row.会社名 ?? '').replace(/^'(?=[\s\p{Cc}]*[=+\-@＝])/u, ''));
      assert.deepEqual([...new Set(texts)].sort(), [...names].sort());
    });

    test('every report, as a file and on paper; and every list as a file', async () => {
      const { db } = face.world.store;
      await db
        .updateTable('certificate')
        .set({ not_after: face.world.now() + 5 * 24 * 60 * 60 * 1000 })
        .execute();
      const { store } = face.world;
      const today = dayOf(face.world.now());
      const days = (kind: ReportKind) =>
        kind === 'ending' || kind === 'notAcquired'
          ? { from: today, until: addDays(today, 100) }
          : { from: addDays(today, -30), until: today };
      for (const kind of REPORT_KINDS.filter((_, index) => index % some === 0)) {
        for (const format of REPORT_FORMATS) {
          const path = `${DESK}/reports/new/${kind}`;
          await approver.browser.get(path);
          const { headers } = await approver.browser.submit(path, { format, ...days(kind) });
          assert.equal(await makeReports(face.world, openReportWriter, { rest: () => 0 }), 1, kind);
          const file = await approver.browser.get(`${headers.location}/file`);
          assert.equal(file.status, 200, `${kind} ${format}: ${reasonIn(file.body)}`);
          if (format === 'pdf') assert.doesNotMatch(textOfPdf(file.bytes), UNSEEN, kind);
          else isHarmless(file.body, kind);
        }
        await store.db.deleteFrom('report_part').execute();
        await store.db.deleteFrom('report').execute();
      }
      for (const list of CERTIFICATE_LISTS) {
        const { status, body } = await browser.get(`${DESK}/certificates.csv?list=${list}`);
        assert.equal(status, 200, `${list}: ${reasonIn(body)}`);
        isHarmless(body, list);
      }
    });

    test('letters, cards and the sheets they are sent with: no name turns or hides anything', async () => {
      const isPlain = (bytes: Uint8Array, name: string) => {
        const text = textOfPdf(Buffer.from(bytes));
        assert.doesNotMatch(text, UNSEEN, JSON.stringify(name));
        return text;
      };
      await stepUp(face.world, approver.officer, approver.input);
      const order = `${DESK}/contracts/${BANK}/orders/${opened}`;
      const page = (await approver.browser.get(order)).body;
      assert.match(page, /印刷できない文字があります[\s\S]*U\+E000[\s\S]*U\+F0000/);
      const printed = await approver.browser.submit(`${order}/letters`, {});
      assert.equal(printed.headers['content-type'], 'application/pdf', reasonIn(printed.body));
      const paper = isPlain(printed.bytes, 'first letters');
      assert.ok(paper.includes('外字〓〓𠮷商店') && paper.includes('svg onload'), paper);
      for (const [index, card] of cards.entries()) {
        const name = names[index] ?? '';
        if (index % some !== 0 || !UNSEEN.test(name)) continue;
        const path = `${DESK}/cards/${BANK}/card/${card}`;
        await approver.browser.get(`${path}/print`);
        const letter = await approver.browser.submit(`${path}/print`, {
          as: index % 2 === 0 ? 'letter' : 'card',
        });
        assert.equal(letter.headers['content-type'], 'application/pdf', reasonIn(letter.body));
        isPlain(letter.bytes, name);
        isPlain((await browser.get(`${path}/sheet`)).bytes, name);
      }
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

/** No cell is a formula to a spreadsheet program; how many rows there are. */
function isHarmless(csv: string, what: string): number {
  const rows = parse(csv, { bom: true, relaxQuotes: false }) as string[][];
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[\s\p{Cc}]*[=+\-@＝＋－＠|%]/u, what);
  return rows.length;
}
