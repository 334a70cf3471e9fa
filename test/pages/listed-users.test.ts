// Users of the bank's list over real TLS, as the demonstration has them: ID・パスワード方式 until the administrator has
// acquired a certificate, and then a page that says so and leads on (manuals 000 and 003).

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { DemonstrationCustomer } from '../../src/programs/demonstration-customers.ts';
import type { DemonstrationUser } from '../../src/programs/demonstration-users.ts';
import { openService, type Service } from '../journeys/service.ts';
import { bank } from '../world/banks.ts';
import { type Customer, identify, mustAcquire } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { type Answer, HttpsVisitor } from '../world/https-visitor.ts';

const headingOf = ({ body }: Answer) => /<h1>([^<]*)<\/h1>/.exec(body)?.[1]?.trim();
const reasonOf = ({ body }: Answer) => /<dd class="code">([a-z-]+)<\/dd>/.exec(body)?.[1];
const waysOf = ({ body }: Answer) =>
  [...body.matchAll(/<li><a class="button [a-z]+" href="([^"]*)"/g)].map(([, href]) => href);

/** As what the bank's letter named: all but the card, which is not asked for here. */
const asCustomer = ({ bank: bankCode, ...one }: DemonstrationCustomer): Customer => {
  const { contractId, companyName, mail, acquisitionFrom, contractPin, contractConfirmationPin } = one;
  const known = { contractId, companyName, companyKana: '', mail, acquisitionFrom };
  const contract = { ...known, line: 0, language: 'ja' } as const;
  return { ...contract, bankCode, contractPin, contractConfirmationPin, card: undefined };
};

eachDatabase((database, _open, { fresh }) => {
  for (const code of ['9000', '5410']) {
    describe(`bank ${code} on ${database}`, () => {
      const way = `/${code}/password-logon/user`;
      const { terms } = bank(code);
      let service: Service;
      let customer: DemonstrationCustomer;
      const visitors: HttpsVisitor[] = [];
      before(async () => {
        service = await openService(await fresh(), { bankCode: code });
        const file = join(dirname(service.rootFile), 'customers.json');
        [customer = assert.fail()] = JSON.parse(await readFile(file, 'utf8')) as DemonstrationCustomer[];
      });
      after(async () => {
        for (const visitor of visitors) visitor.close();
        await service?.close();
      });

      const visit = () => {
        const port = Number(new URL(service.www).port);
        const visitor = new HttpsVisitor({ port, root: service.root, host: 'localhost' });
        visitors.push(visitor);
        return visitor;
      };
      /** Types what the user knows; the answer to it. */
      async function logOn({ userId, userPin }: DemonstrationUser, pin = userPin) {
        const visitor = visit();
        const page = await visitor.get(way);
        assert.equal(page.status, 200);
        const answer = await visitor.submit(way, {
          contractId: customer.contractId,
          userId,
          userPin: pin,
        });
        return { visitor, answer };
      }
      const users = () => customer.users ?? [];

      test('customers.json lists them, and says what each can do', () => {
        assert.equal(users().length, 2);
        for (const { state } of users()) {
          assert.ok(state.ja.includes(`利用者IDと暗証番号で${terms.logon.ja}できます`), state.ja);
          assert.ok(state.en.includes('by user ID and PIN'), state.en);
        }
      });

      test('before the administrator’s certificate they log on by id and password', async () => {
        for (const user of users()) {
          const { visitor, answer } = await logOn(user);
          assert.deepEqual([answer.status, answer.headers.location], [303, `${way}/status`]);
          const status = await visitor.get(`${way}/status`);
          assert.equal(headingOf(status), terms.userStatus.ja);
          assert.ok(status.body.includes(user.userId) && status.body.includes(customer.companyName));
          assert.ok(status.body.includes(`ID・パスワード方式で${terms.logon.ja}しています`));
        }
      });

      test('a wrong PIN tells nothing, before and after', async () => {
        for (const user of users()) {
          const { answer } = await logOn(user, 'wrong999');
          assert.deepEqual([answer.status, reasonOf(answer)], [403, 'not-accepted']);
        }
      });

      test('after it the open session ends at its next request, and every logon is refused for good', async () => {
        const [user = assert.fail()] = users();
        const open = await logOn(user);
        assert.equal((await open.visitor.get(`${way}/status`)).status, 200);
        await mustAcquire(service.deployment, asCustomer(customer));
        const over = await open.visitor.get(`${way}/status`);
        assert.deepEqual([over.status, reasonOf(over)], [403, 'password-logon-over']);
        for (const one of users()) {
          const { answer, visitor } = await logOn(one);
          assert.deepEqual([answer.status, reasonOf(answer)], [403, 'password-logon-over']);
          assert.match(answer.body, new RegExp(`ID・パスワード方式では?${terms.logon.ja}できません`));
          assert.deepEqual(waysOf(answer), [`/${code}/logon/user`, `/${code}/enrolment/user`, `/${code}/`]);
          await visitor.get(`${way}?lang=en`);
          await visitor.get(way);
          const fields = { contractId: customer.contractId, userId: one.userId, userPin: one.userPin };
          const english = await visitor.submit(way, fields);
          assert.match(english.body, /<html lang="en">/);
          assert.equal(reasonOf(english), 'password-logon-over');
          await visitor.get(way);
          const json = await visitor.submit(way, fields, { accept: 'application/json' });
          assert.equal(JSON.parse(json.body).reason, 'password-logon-over');
        }
        const { answer } = await logOn(user, 'wrong999');
        assert.equal(reasonOf(answer), 'not-accepted');
      });

      test('who is permitted acquires without having logged on, the other is sent to the administrator', async () => {
        const outcomes = [];
        for (const { userConfirmationPin, ...user } of users()) {
          const got = await identify(service.deployment, {
            ...user,
            ...(userConfirmationPin !== undefined && { userConfirmationPin }),
            customer: asCustomer(customer),
          });
          outcomes.push(isRefusal(got) ? got.reason : 'proven');
        }
        assert.deepEqual(outcomes, ['proven', 'user-not-permitted']);
      });
    });
  }
});
