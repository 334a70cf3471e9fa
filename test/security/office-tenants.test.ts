// The office, every route that there is (taken from the running face, so that a new one fails here until it is named) ×
// role × bank (OWASP ASVS 8.4.1; security page, tests 20 and 22): what is another bank's is as absent as what nobody has,
// a role gets what it may and nothing is done for any other, and who is not logged on gets nothing. On PostgreSQL with the
// rows kept apart by the database too.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { mayDo, OFFICER_ROLES, type OfficeAct, type OfficerRole } from '../../src/domain/officer.ts';
import type { Acquired } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { reasonIn } from '../world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../world/office-face.ts';
import { ABSENT, banksWithEverything, DESK, furnishBank, type Ids, pathOf } from '../world/office-things.ts';
import type { OfficerPerson } from '../world/officers.ts';
import type { Route } from '../world/www.ts';

const OURS = '9000';
const THEIRS = '9001';
/** Stands in everything of theirs that a page could show. */
const THEIR_SECRET = '株式会社よその会社';

/** What each route needs of a role; null: to be an officer. */
const NEEDS: Readonly<Record<string, OfficeAct | null>> = {
  '': null,
  '/customers': 'customers.read',
  '/customers/:of/:contract': 'customers.read',
  '/contracts': 'contracts.read',
  '/contracts/:of': 'contracts.read',
  '/contracts/:of/open': 'contracts.enter',
  '/contracts/:of/change/:contract': 'contracts.enter',
  '/contracts/:of/letter/:contract': 'contracts.enter',
  '/contracts/:of/resume/:contract': 'contracts.enter',
  '/contracts/:of/close/:contract': 'contracts.enter',
  '/contracts/:of/suspend/:contract': 'contracts.suspend',
  '/contracts/:of/import': 'contracts.enter',
  '/contracts/:of/lists/:list': 'contracts.read',
  '/contracts/:of/orders/:order': 'contracts.read',
  '/contracts/:of/orders/:order/approve': 'contracts.approve',
  '/contracts/:of/orders/:order/return': 'contracts.approve',
  '/contracts/:of/orders/:order/withdraw': 'contracts.enter',
  '/contracts/:of/orders/:order/letters': 'letters.print',
  '/forms': 'forms.read',
  '/forms/:of': 'forms.read',
  '/forms/:of/new': 'forms.enter',
  '/forms/:of/new/:kind': 'forms.enter',
  '/forms/:of/new/:kind/entry': 'forms.enter',
  '/forms/:of/blank': 'forms.read',
  '/forms/:of/blank/:kind': 'forms.read',
  '/forms/:of/:form': 'forms.read',
  '/forms/:of/:form/change': 'forms.enter',
  '/forms/:of/:form/approve': 'forms.approve',
  '/forms/:of/:form/return': 'forms.approve',
  '/forms/:of/:form/withdraw': 'forms.enter',
  '/letters': 'forms.read',
  '/letters/:of': 'forms.read',
  '/letters/:of/:letter': 'forms.read',
  '/letters/:of/:letter/print': 'letters.print',
  '/cards': 'cards.read',
  '/cards/:of': 'cards.read',
  '/cards/:of/contract/:contract': 'cards.read',
  '/cards/:of/contract/:contract/order': 'cards.order',
  '/cards/:of/card/:card/end': 'cards.read',
  '/cards/:of/card/:card/:act': 'cards.deliver',
  '/cards/:of/card/:card/print': 'cards.read',
  '/cards/:of/card/:card/sheet': 'cards.deliver',
  '/certificates': 'certificates.read',
  '/certificates.csv': 'reports.order',
  '/certificates/:of/:serial': 'certificates.read',
  '/certificates/:of/:serial/pem': 'certificates.read',
  '/certificates/:of/:serial/revoke': 'certificates.read',
  '/certificates/:of/:serial/approve': 'certificates.approve',
  '/reports': 'reports.order',
  '/reports/new/:kind': 'reports.order',
  '/reports/:id': 'reports.order',
  '/reports/:id/cancel': 'reports.order',
  '/reports/:id/file': 'reports.order',
  '/audit': 'audit.read',
  '/audit/:sequence': 'audit.read',
  '/audit/:sequence/proof': 'audit.read',
  '/officers': 'officers.read',
  '/officers/:of': 'officers.read',
  '/officers/:of/new': 'officers.change',
  '/officers/:of/of/:officer': 'officers.read',
  '/officers/:of/of/:officer/role': 'officers.change',
  '/officers/:of/of/:officer/resume': 'officers.change',
  '/officers/:of/of/:officer/renew': 'officers.change',
  '/officers/:of/of/:officer/suspend': 'officers.change',
  '/officers/:of/of/:officer/remove': 'officers.read',
  '/officers/:of/orders/:order': 'officers.read',
  '/officers/:of/orders/:order/confirm': 'officers.change',
  '/officers/:of/orders/:order/decline': 'officers.change',
  '/officers/:of/orders/:order/sheet': 'officers.change',
  '/profile': 'profile.read',
  '/profile/:of': 'profile.read',
  '/profile/:of/propose': 'profile.propose',
  '/profile/:of/versions/:version': 'profile.read',
  '/profile/:of/versions/:version/json': 'profile.read',
  '/profile/:of/proposals/:proposal': 'profile.read',
  '/profile/:of/proposals/:proposal/json': 'profile.read',
  '/profile/:of/proposals/:proposal/approve': 'profile.approve',
  '/profile/:of/proposals/:proposal/trial': 'profile.read',
  '/profile/:of/proposals/:proposal/return': 'profile.approve',
  '/profile/:of/proposals/:proposal/withdraw': 'profile.propose',
  '/tokens': 'tokens.read',
  '/tokens/:of': 'tokens.read',
  '/tokens/:of/stock': 'tokens.read',
  '/tokens/:of/stock/:serial/discard': 'tokens.read',
  '/tokens/:of/holder': 'tokens.read',
  '/tokens/:of/register': 'tokens.register',
  '/tokens/:of/files/:file': 'tokens.register',
  '/tokens/:of/give': 'tokens.enter',
  '/tokens/:of/end': 'tokens.read',
  '/tokens/:of/orders': 'tokens.read',
  '/tokens/:of/orders/:order': 'tokens.read',
  '/tokens/:of/orders/:order/approve': 'tokens.approve',
  '/tokens/:of/orders/:order/return': 'tokens.approve',
  '/tokens/:of/orders/:order/withdraw': 'tokens.enter',
};

/** Where sending needs more than looking: any of these. */
const NEEDS_TO_SEND: Readonly<Record<string, readonly OfficeAct[]>> = {
  '/tokens/:of/stock/:serial/discard': ['tokens.end'],
  '/tokens/:of/end': ['tokens.end'],
  '/cards/:of/card/:card/print': ['letters.print'],
  '/contracts/:of/lists/:list': ['contracts.enter'],
  '/certificates/:of/:serial/revoke': ['certificates.revoke'],
  '/officers/:of/of/:officer/remove': ['officers.change'],
  '/profile/:of/proposals/:proposal/trial': ['profile.propose', 'profile.approve'],
};

function mayAsk(role: OfficerRole, { method, url }: Route): boolean {
  const path = url.slice(DESK.length);
  const need = NEEDS[path];
  const needs = (method === 'GET' ? undefined : NEEDS_TO_SEND[path]) ?? (need == null ? [] : [need]);
  return needs.length === 0 || needs.some((one) => mayDo(role, one));
}

interface Answer {
  readonly status: number;
  readonly reason: string | undefined;
  readonly location: string | undefined;
  readonly body: string;
}

eachDatabase((name, _, { fresh }) => {
  describe(`the office on ${name}`, () => {
    let face: OfficeFace;
    let routes: readonly Route[];
    let theirs: Ids;
    let their: { operator: OfficerPerson; certificate: Acquired };
    before(async () => {
      face = await openOfficeFace(await fresh(), banksWithEverything([OURS, THEIRS]));
      routes = face.routes.filter(({ url }) => url.startsWith(DESK));
      const furnished = await furnishBank(face, THEIRS, THEIR_SECRET);
      theirs = furnished.ids;
      their = { operator: furnished.operator.officer, certificate: furnished.certificate };
    });
    after(() => face.close());

    const lastRecord = async () => {
      const { db } = face.world.store;
      const head = await db.selectFrom('audit_head').select('sequence').executeTakeFirstOrThrow();
      return head.sequence;
    };
    /** Nothing was done since that record but looking. */
    async function onlyLooked(since: number): Promise<void> {
      const rows = face.world.store.db.selectFrom('audit').select(['act', 'details']);
      const done = await rows.where('outcome', '=', 'done').where('sequence', '>', since).execute();
      const looks = /^logon\.|^office\.[a-z-]*(searched|shown|exported)$/;
      assert.deepEqual(
        done.filter(({ act }) => !looks.test(act)),
        [],
      );
    }

    /** Asks as a page of the desk would, and remembers its token: looking for one each time takes longer than asking. */
    const csrfTokens = new WeakMap<HttpsVisitor, string>();
    async function ask(browser: HttpsVisitor, { method }: Route, path: string): Promise<Answer> {
      let csrf = csrfTokens.get(browser);
      if (csrf === undefined) {
        const { body } = await browser.get(`/${OFFICE}/desk`);
        csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
        csrfTokens.set(browser, csrf);
      }
      const form = { ...TYPED, _csrf: csrf };
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const sent =
        method === 'GET'
          ? await browser.get(path)
          : await browser.post(path, new URLSearchParams(form).toString(), type);
      const { status, body, headers } = sent;
      return { status, reason: reasonIn(body), location: headers.location, body };
    }

    /** Without what differs from one answer to the next by chance, and without what was asked for. */
    const plain = ({ status, location, body }: Answer, asked: Ids, of: string) => {
      const ids = [...Object.values(asked), of];
      const without = (text: string) =>
        ids
          .filter((id) => id.length > 3)
          .reduce((left, one) => left.replaceAll(encodeURIComponent(one), 'ASKED'), text)
          .replaceAll(/\b[0-9A-HJKMNP-TV-Z]{10}\b/g, 'REFERENCE')
          .replaceAll(/(name="(?:_csrf|form|[a-zA-Z]*Key)" value|data-csrf)="[^"]*"/g, '$1');
      return { status, location: location && without(location), body: without(body) };
    };

    const showsNothingOfTheirs = (body: string, where: string) => {
      const secrets = [THEIR_SECRET, THEIR_SECRET.slice(4), their.certificate.view.serialNumber];
      for (const one of [...secrets, their.operator.name, their.operator.mail]) {
        assert.ok(!body.includes(one) && !body.includes(one.toUpperCase()), `${where} shows ${one}`);
      }
    };

    test('every route is named here, and none that is not there', () => {
      const known = new Set(routes.map(({ url }) => url.slice(DESK.length)));
      assert.deepEqual([...known].sort(), Object.keys(NEEDS).sort());
    });

    test('not logged on: no route answers with anything but why not', {
      skip: name !== 'SQLite',
    }, async () => {
      const { acquired } = await face.customerWithCertificate(OURS);
      const since = await lastRecord();
      const stranger = face.visitor();
      const customer = face.visitor(acquired);
      const nobody = face.visitor(their.certificate);
      for (const route of routes) {
        const path = pathOf(route, THEIRS, theirs);
        for (const [browser, reasons] of [
          [stranger, ['no-certificate']],
          // A customer's certificate is none of the office.
          [customer, ['certificate-of-another-bank']],
          [nobody, ['certificate-of-another-bank']],
        ] as const) {
          await browser.get(`/${OFFICE}/user`);
          const answer = route.method === 'GET' ? await browser.get(path) : await browser.submit(path, TYPED);
          const reason = reasonIn(answer.body) ?? '';
          // A certificate that is refused everywhere meets no form to take a token from.
          const known = [
            ...reasons,
            ...(route.method === 'GET' ? [] : ['csrf-token-missing', 'media-type-refused']),
          ];
          assert.ok(known.includes(reason), `${route.method} ${path}: ${reason}`);
          showsNothingOfTheirs(answer.body, path);
        }
      }
      await onlyLooked(since);
    });

    // The slower database is asked what it adds: rows kept apart.
    const fast = name === 'SQLite';
    for (const role of fast ? (['operator', 'approver'] as const) : (['approver'] as const)) {
      test(`${role} of another bank: theirs is as absent as what nobody has, on every route`, async () => {
        const { browser } = await face.officerAt({ bankCode: OURS, role });
        const since = await lastRecord();
        let compared = 0;
        for (const route of routes.filter(({ url }) => url.includes(':', DESK.length))) {
          for (const bank of fast ? [THEIRS, OURS] : [THEIRS]) {
            if (bank === OURS && !needsMoreThanBank(route)) continue;
            const real = await ask(browser, route, pathOf(route, bank, theirs));
            // Of a bank that there is not, and things that there are not.
            const absent = await ask(browser, route, pathOf(route, bank === THEIRS ? '4711' : bank, ABSENT));
            const title = `${route.method} ${route.url} of ${bank}`;
            showsNothingOfTheirs(real.body, title);
            const same = isDeepStrictEqual(
              plain(real, theirs, bank),
              plain(absent, ABSENT, bank === THEIRS ? '4711' : bank),
            );
            assert.ok(
              same,
              `${title}: ${real.status} ${real.reason}, not as ${absent.status} ${absent.reason}`,
            );
            if (bank === THEIRS && route.url.includes(':of'))
              assert.ok([403, 404].includes(real.status), title);
            compared += 1;
          }
        }
        assert.ok(compared > 50, String(compared));
        for (const { method, url } of routes.filter(
          (one) => one.method === 'GET' && !one.url.includes(':', 6),
        )) {
          for (const query of [
            '',
            `?of=${THEIRS}`,
            `?q=${encodeURIComponent(THEIR_SECRET)}`,
            `?bank=${THEIRS}`,
          ]) {
            const { body } = await browser.get(`${url.replace(':bank', OFFICE)}${query}`);
            // The words that were searched for stand in the field again.
            const shown = body
              .replaceAll(`value="${THEIR_SECRET}"`, '')
              .replaceAll(`「${THEIR_SECRET}」`, '');
            showsNothingOfTheirs(shown, `${method} ${url}${query}`);
          }
        }
        await onlyLooked(since);
      });
    }

    for (const role of fast ? OFFICER_ROLES : []) {
      test(`${role}: what the role may not is refused on every route, and nothing is done`, async () => {
        const bankCode = role === 'caOfficer' ? OFFICE : THEIRS;
        const { browser } = await face.officerAt({ bankCode, role, stepsUp: true });
        const since = await lastRecord();
        const faults: string[] = [];
        for (const route of routes) {
          const may = mayAsk(role, route);
          if (may && route.method !== 'GET') continue;
          const path = `${pathOf(route, THEIRS, theirs)}?contractId=${theirs.contract}&contract=${theirs.contract}`;
          const { status, reason } = await ask(browser, route, path);
          const title = `${route.method} ${route.url} as ${role}: ${status} ${reason}`;
          const refused = reason === 'officer-not-allowed';
          // What takes files only meets a form with that.
          if (may ? refused : !refused && reason !== 'media-type-refused') faults.push(title);
        }
        assert.deepEqual(faults, []);
        await onlyLooked(since);
      });
    }
  });
});

/** Whether the address names something that each bank has of its own. */
const needsMoreThanBank = ({ url }: Route) => /:(?!bank|of\b|kind|act|version)/.test(url);

/** Whatever a form may ask for, rightly, so that it would be done if it could. */
const TYPED: Record<string, string> = {
  ...{ contractId: '1', userId: '', reason: 'keyCompromise', remark: '見本', hash: 'a'.repeat(64) },
  ...{ oneTimePassword: '123456', role: 'auditor', officerId: 'newone1', name: '見本', person: 'P1' },
  ...{ mail: 'a@b.example', entryKey: 'a'.repeat(32), of: THEIRS, format: 'csv', orderKey: randomUUID() },
};
