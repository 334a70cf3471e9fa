// One bank's customers and another's (OWASP ASVS 8.4.1; security page, tests 8 and 20): every route that there is, with
// ids, certificates, sessions, cookies and tickets of another bank. What is another's is as absent as what nobody has.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  type Acquired,
  type Customer,
  type CustomerUser,
  entriesOf,
  makeRequest,
  mustAcquire,
  openContract,
} from '../world/customers.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../world/logon-face.ts';
import { addUser, administratorOf } from '../world/users.ts';
import { openWww, type Route, type Visitor, type Www } from '../world/www.ts';

const OURS = '9000';
const THEIRS = '9001';
/** The same at both banks. */
const CONTRACT_ID = '40000000004';
const SESSION = '__Host-warifu-session';
const CSRF = '__Host-warifu-csrf';
const ABSENT = { userId: 'nobody99', serial: '5'.repeat(32) };

let face: LogonFace;
let www: Www;
let ours: { customer: Customer; acquired: Acquired; browser: HttpsVisitor; session: string };
let theirs: {
  customer: Customer;
  acquired: Acquired;
  browser: HttpsVisitor;
  user: CustomerUser;
  usersSerial: string;
};
before(async () => {
  face = await openLogonFace();
  www = await openWww(face.world, { triesPerMinute: 100_000 });
  const one = async (bankCode: string, companyName: string) => {
    const customer = await openContract(face.world, bankCode, { contractId: CONTRACT_ID, companyName });
    const acquired = await mustAcquire(face.world, customer);
    return { customer, acquired, browser: await face.logOn(customer, acquired) };
  };
  const own = await one(OURS, '株式会社わが社');
  ours = { ...own, session: own.browser.cookies.get(SESSION) ?? '' };
  const other = await one(THEIRS, '株式会社よその社');
  const administrator = await administratorOf(face.world, other.customer, other.acquired);
  const user = await addUser(face.world, administrator, { userId: 'yoso0001', name: 'よその 花子' });
  const { view } = await mustAcquire(face.world, user);
  theirs = { ...other, user, usersSerial: view.serialNumber };
});
beforeEach(async () => {
  // Tries at secrets are no matter here.
  await face.world.store.db.deleteFrom('guess_count').execute();
  await face.world.store.db.deleteFrom('stranger_count').execute();
});
after(async () => {
  await www.app.close();
  await face.close();
});

/** Our own page, with its form: what is sent next comes with a session and a token that are good. */
async function stand(): Promise<void> {
  ours.browser.cookies.set(SESSION, ours.session);
  const { status } = await ours.browser.get(`/${OURS}/certificate/move`);
  assert.equal(status, 200);
}

interface Plain {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** Without what differs from one answer to the next by chance, and without what was asked for. */
function plain(status: number, location: unknown, body: string, ...asked: string[]): Plain {
  const without = (text: string) =>
    asked
      .reduce((left, one) => left.replaceAll(one, 'ASKED'), text)
      .replaceAll(/\b[0-9A-HJKMNP-TV-Z]{10}\b/g, 'REFERENCE')
      .replaceAll(/(name="(?:_csrf|form)" value|data-(?:csrf|ticket))="[^"]*"/g, '$1')
      .replaceAll(/https:\/\/[a-z0-9]+\.logon\./g, 'https://HOST.logon.');
  return {
    status,
    location: typeof location === 'string' ? without(location) : undefined,
    body: without(body),
  };
}

/** What nobody but the other bank's customer may see. */
function showsNothingOfTheirs(body: string, where: string): void {
  for (const theirsOnly of ['よその', theirs.usersSerial, theirs.acquired.view.serialNumber.toUpperCase()]) {
    assert.ok(!body.includes(theirsOnly), `${where} shows ${theirsOnly}`);
  }
}

interface Ids {
  readonly userId: string;
  readonly serial: string;
}

const pathOf = ({ url }: Route, bank: string, { userId, serial }: Ids) =>
  url
    .replace(':bank', bank)
    .replace(':userId', userId)
    .replace(':serial', serial)
    .replace(':what', 'suspended')
    .replace(':page', '2')
    .replace(':name', 'top');

/** Whatever a form may ask for, rightly. */
const typed = () => ({
  page: '0',
  contractPin: ours.customer.contractPin,
  contractConfirmationPin: ours.customer.contractConfirmationPin ?? '',
  ...{ userPin: 'abc2345', userConfirmationPin: 'bcd2345', userId: 'newuser1', oneTimePassword: '123456' },
  ...{ name: '見本 花子', mail: 'hanako@customer.example', permission: 'issue' },
  ...{ choice: 'revoke', reason: 'keyCompromise', decision: 'approve', keyPlace: 'file' },
});

/** Asks on the logon face with our certificate, as our page would. */
async function askLogon(browser: HttpsVisitor, { method }: Route, path: string): Promise<Plain> {
  const answer = method === 'GET' ? await browser.get(path) : await browser.submit(path, typed());
  showsNothingOfTheirs(answer.body, `${method} ${path}`);
  return plain(
    answer.status,
    answer.headers.location,
    answer.body,
    path,
    ABSENT.userId,
    ABSENT.serial,
    ...theirIds(),
  );
}

const theirIds = () => [theirs.user.userId, theirs.usersSerial];
/** Logging off ends the own session from anywhere. */
const bankRoutes = (routes: readonly Route[]) =>
  routes.filter(({ url }) => url.startsWith('/:bank') && !url.endsWith('/log-off'));

describe('the logon face', () => {
  test('their addresses with our certificate and session: another bank’s, whatever stands behind', async () => {
    const real = { userId: theirs.user.userId, serial: theirs.usersSerial };
    const before = await done();
    let asked = 0;
    for (const route of bankRoutes(face.routes)) {
      const answers = [];
      for (const ids of [real, ABSENT]) {
        await stand();
        answers.push(await askLogon(ours.browser, route, pathOf(route, THEIRS, ids)));
      }
      assert.deepEqual(answers[0], answers[1], `${route.method} ${route.url}`);
      const [{ status, body } = { status: 0, body: '' }] = answers;
      const title = `${route.method} ${route.url}: ${status} ${body.slice(0, 300)}`;
      // What tells which certificate arrived tells of our own one only; a body that is no form, or a page that the
      // bank does not have (tokens), is refused before.
      const known = ['certificate-of-another-bank', 'media-type-refused', 'page-not-found'];
      if (!route.url.endsWith('/check')) assert.ok(known.includes(reasonIn(body) ?? ''), title);
      asked += 1;
    }
    assert.ok(asked > 40, String(asked));
    assert.deepEqual(await done(), before, 'nothing was done');
    assert.equal((await theirs.browser.get(`/${THEIRS}/status`)).status, 200);
  });

  test('our addresses with their ids: as absent as ids of nobody', async () => {
    const real = { userId: theirs.user.userId, serial: theirs.usersSerial };
    for (const route of bankRoutes(face.routes).filter(({ url }) => /:(userId|serial)/.test(url))) {
      const answers = [];
      for (const ids of [real, ABSENT]) {
        await stand();
        answers.push(await askLogon(ours.browser, route, pathOf(route, OURS, ids)));
      }
      assert.deepEqual(answers[0], answers[1], `${route.method} ${route.url}`);
    }
    const { state } = await face.world.store.db
      .selectFrom('holder')
      .select('state')
      .where('user_id', '=', theirs.user.userId)
      .executeTakeFirstOrThrow();
    assert.equal(state, 'active');
  });

  test('their session in our browser, and ours in theirs', async () => {
    for (const [own, other] of [
      [ours, theirs],
      [theirs, ours],
    ] as const) {
      const thief = face.visitor(own.acquired);
      thief.cookies.set(SESSION, other.browser.cookies.get(SESSION) ?? '');
      const bank = own.customer.bankCode;
      for (const route of bankRoutes(face.routes).filter(({ method }) => method === 'GET')) {
        const answer = await thief.get(pathOf(route, bank, ABSENT));
        if (own === ours) showsNothingOfTheirs(answer.body, route.url);
        assert.ok(
          answer.status !== 200 ||
            /\/(check|administrator|done\/:what|registered|resynchronised)$/.test(route.url),
          route.url,
        );
      }
    }
  });

  test('a certificate with the same contract id and another bank behind it', async () => {
    const browser = face.visitor(theirs.acquired);
    assert.equal(reasonIn((await browser.get(`/${OURS}/administrator`)).body), 'certificate-of-another-bank');
    const { contractPin } = ours.customer;
    const typed = await browser.submit(`/${OURS}/administrator`, { contractPin });
    assert.equal(typed.status, 403);
  });
});

describe('the www face', () => {
  /** A browser that has proven everything at a bank and stands before the key. */
  const proven = async (bankCode: string) => {
    const customer = await openContract(face.world, bankCode, { companyName: '株式会社よその社' });
    const visitor = www.visitor();
    const way = `/${bankCode}/enrolment/administrator`;
    await visitor.get(`${way}/identify`);
    const sent = await visitor.submit(`${way}/identify`, strings(entriesOf(customer)));
    assert.equal(sent.statusCode, 303, sent.body);
    await visitor.get(`${way}/key-place`);
    await visitor.submit(`${way}/key-place`, { keyPlace: 'file' });
    await visitor.get(`${way}/make-key`);
    return visitor;
  };
  /** A browser that has typed first PINs. */
  const activating = async (bankCode: string) => {
    const customer = await openContract(face.world, bankCode, { activated: false });
    const visitor = www.visitor();
    const path = `/${bankCode}/activation/administrator/identify`;
    await visitor.get(path);
    await visitor.submit(path, strings(entriesOf(customer)));
    return visitor;
  };
  const strings = (entries: object): Record<string, string> => Object.fromEntries(Object.entries(entries));

  for (const [what, make] of [
    ['acquisition', proven],
    ['activation', activating],
  ] as const) {
    test(`cookies of an ${what} at their bank, on every address of ours: as good as invented ones`, async () => {
      const owner = await make(THEIRS);
      const stolen = [...owner.cookies].filter(([cookie]) => cookie !== CSRF && !cookie.includes('language'));
      assert.ok(stolen.length > 0);
      for (const route of bankRoutes(www.routes)) {
        const answers = [];
        for (const cookies of [stolen, stolen.map(([cookie]) => [cookie, 'x'.repeat(43)] as const)]) {
          const thief = www.visitor();
          await thief.get(`/${OURS}/enrolment/administrator/identify`);
          for (const [cookie, value] of cookies) thief.cookies.set(cookie, value);
          answers.push(await askWww(thief, route, pathOf(route, OURS, ABSENT)));
        }
        assert.deepEqual(answers[0], answers[1], `${route.method} ${route.url}`);
      }
    });
  }

  async function askWww(visitor: Visitor, { method }: Route, path: string): Promise<Plain> {
    const fields = { contractId: CONTRACT_ID, contractPin: 'wrong999', keyPlace: 'file' };
    const answer = method === 'GET' ? await visitor.get(path) : await visitor.submit(path, fields);
    showsNothingOfTheirs(answer.body, `${method} ${path}`);
    return plain(answer.statusCode, answer.headers.location, answer.body);
  }

  test('a ticket of their bank, or of another contract, under our cookie: nothing is signed', async () => {
    const [own, sameBank, other] = [await proven(OURS), await proven(OURS), await proven(THEIRS)];
    const planned = await count();
    for (const ticket of [other.dataOf('ticket'), sameBank.dataOf('ticket'), 'x.y']) {
      assert.equal(await submit(own, OURS, ticket), 'enrolment-over');
    }
    assert.equal(
      await submit(other, OURS, other.dataOf('ticket')),
      'enrolment-over',
      'their cookie at our address',
    );
    assert.equal(await count(), planned);
    assert.equal(await submit(own, OURS, own.dataOf('ticket')), undefined, 'its own is still good');
  });

  async function submit(visitor: Visitor, bank: string, ticket: string): Promise<unknown> {
    const { request } = await makeRequest();
    const answer = await visitor.send({
      method: 'POST',
      url: `/${bank}/enrolment/administrator/request`,
      headers: {
        'content-type': 'application/pkcs10',
        accept: 'application/json',
        'x-csrf-token': visitor.dataOf('csrf'),
        'x-warifu-ticket': ticket,
      },
      payload: Buffer.from(request),
    });
    return answer.json().reason;
  }

  const count = async () =>
    (await face.world.store.db.selectFrom('certificate').select('serial_number').execute()).length;
});

/** Acts that were done at the other bank. */
async function done(): Promise<number> {
  const rows = await face.world.store.db
    .selectFrom('audit')
    .select('sequence')
    .where('bank_code', '=', THEIRS)
    .where('outcome', '=', 'done')
    .execute();
  return rows.length;
}
