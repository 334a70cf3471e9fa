// One-time passwords and fixed card passwords where they are asked: on the pages of strangers and of a logon.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { banksAndSixth } from '../../../test/world/banks.ts';
import { type Customer, mustAcquire, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { giveToken, shownBy, type Token } from '../../../test/world/tokens.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { answerEnrolmentPage } from '../enrol/answer-enrolment-page.ts';
import { answerLogonPage } from '../log-on/answer-logon-page.ts';
import { cardQuestion } from '../log-on/card-question.ts';
import { unlockContract } from '../unlock.ts';

/** Its enrolment asks for a one-time password on page 3; its logon for a fixed card password, then for one. */
const BANK = '7777';
const LIMIT = 3;
const WRONG_CARD = '000000';
const reasonOf = (value: object) => (isRefusal(value) ? value.reason : undefined);

eachDatabase((name, open) => {
  describe(`tokens and fixed cards on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndSixth() });
    });
    after(() => world.dispose());

    const enrol = (page: number, fields: object, token?: string) =>
      answerEnrolmentPage(
        world,
        { bankCode: BANK, role: 'administrator', page, token, fields: fields as Record<string, string> },
        caller(),
      );
    /** Up to the page that asks for a one-time password. */
    const toTokenPage = async (customer: Customer): Promise<string> => {
      const { contractId, contractPin, contractConfirmationPin } = customer;
      const first = await enrol(0, { contractId, contractPin });
      assert.ok(!isRefusal(first));
      const second = await enrol(1, { contractConfirmationPin }, first.token);
      assert.ok(!isRefusal(second));
      return second.token;
    };
    const causes = async (customer: Customer) =>
      (
        await world.store.db
          .selectFrom('audit')
          .select('reason')
          .where('contract_id', '=', customer.contractId)
          .where('outcome', '=', 'refused')
          .orderBy('sequence')
          .execute()
      ).map(({ reason }) => reason);

    describe('to strangers', () => {
      test('a right password proves, once', async () => {
        const customer = await openContract(world, BANK);
        const device = await giveToken(world, customer);
        const oneTimePassword = shownBy(device, 0);
        const token = await toTokenPage(customer);
        const answer = await enrol(2, { oneTimePassword }, token);
        assert.ok(!isRefusal(answer) && answer.proven);
        const again = await toTokenPage(customer);
        assert.equal(reasonOf(await enrol(2, { oneTimePassword }, again)), 'not-accepted');
        assert.deepEqual(await causes(customer), ['one-time-password-wrong']);
      });

      test('wrong, used, none registered, of another holder, locked: one answer; the bank sees which', async () => {
        const [one, other, without] = [
          await openContract(world, BANK),
          await openContract(world, BANK),
          await openContract(world, BANK),
        ];
        await giveToken(world, one);
        const theirs = await giveToken(world, other);
        const attempts = [
          [one, '00000000'],
          [one, shownBy(theirs, 0)],
          [one, '11111111'],
          [one, '22222222'],
          [without, '00000000'],
        ] as const;
        const answers = [];
        for (const [customer, oneTimePassword] of attempts) {
          const token = await toTokenPage(customer);
          answers.push(await enrol(2, { oneTimePassword }, token));
        }
        for (const answer of answers) {
          assert.ok(isRefusal(answer));
          assert.deepEqual([answer.reason, answer.details], ['not-accepted', {}]);
        }
        assert.deepEqual(await causes(one), [
          'one-time-password-wrong',
          'one-time-password-wrong',
          'one-time-password-locked',
          'one-time-password-locked',
        ]);
        assert.deepEqual(await causes(without), ['token-missing']);
      });

      test('a hundred tries at once are as many as the limit', async () => {
        const customer = await openContract(world, BANK);
        await giveToken(world, customer);
        const token = await toTokenPage(customer);
        await Promise.all(
          Array.from({ length: 100 }, (_, n) =>
            enrol(2, { oneTimePassword: String(n).padStart(8, '0') }, token),
          ),
        );
        const row = await world.store.db
          .selectFrom('guess_count')
          .select('failures')
          .where('contract_id', '=', customer.contractId)
          .where('secret', '=', 'oneTimePassword')
          .executeTakeFirstOrThrow();
        assert.equal(row.failures, LIMIT);
      });

      test('a locked token is not spent, and works once the bank has unlocked', async () => {
        const customer = await openContract(world, BANK);
        const device = await giveToken(world, customer);
        const token = await toTokenPage(customer);
        for (let n = 0; n < LIMIT; n += 1) await enrol(2, { oneTimePassword: '00000000' }, token);
        const oneTimePassword = shownBy(device, 0);
        assert.ok(isRefusal(await enrol(2, { oneTimePassword }, token)));
        await unlockContract(world, customer, caller());
        assert.ok(!isRefusal(await enrol(2, { oneTimePassword }, token)));
      });
    });

    describe('to who shows a certificate', () => {
      /** With a certificate, acquired with the device's password of counter 0. */
      const holder = async (): Promise<{ customer: Customer; device: Token; certificate: Uint8Array }> => {
        const customer = await openContract(world, BANK);
        const device = await giveToken(world, customer);
        const oneTimePassword = () => shownBy(device, 0);
        const { certificate } = await mustAcquire(world, { ...customer, oneTimePassword });
        return { customer, device, certificate };
      };
      const answer = (
        certificate: Uint8Array,
        page: number,
        fields: Record<string, string>,
        token?: string,
      ) =>
        answerLogonPage(
          world,
          { bankCode: BANK, role: 'administrator', certificate, page, token, fields },
          caller(),
        );
      const cardOf = (customer: Customer) => customer.card?.cells[''] ?? '';

      test('PIN, fixed password of the card, one-time password', async () => {
        const { customer, device, certificate } = await holder();
        const pin = await answer(certificate, 0, { contractPin: customer.contractPin });
        assert.ok(!isRefusal(pin) && !pin.open);
        const shown = { bankCode: BANK, role: 'administrator', certificate, token: pin.token } as const;
        assert.deepEqual(await cardQuestion(world, shown), { kind: 'fixed' });
        const card = await answer(certificate, 1, { cardPassword: cardOf(customer) }, pin.token);
        assert.ok(!isRefusal(card) && !card.open);
        const done = await answer(certificate, 2, { oneTimePassword: shownBy(device, 1) }, card.token);
        assert.ok(!isRefusal(done) && done.open);
      });

      test('a wrong fixed password: attempts left, then locked', async () => {
        const { customer, certificate } = await holder();
        const pin = await answer(certificate, 0, { contractPin: customer.contractPin });
        assert.ok(!isRefusal(pin));
        const wrong = cardOf(customer) === WRONG_CARD ? '111111' : WRONG_CARD;
        for (const [reason, attemptsLeft] of [
          ['card-password-wrong', 2],
          ['card-password-wrong', 1],
          ['card-password-locked', 0],
          ['card-password-locked', 0],
        ] as const) {
          const refused = await answer(certificate, 1, { cardPassword: wrong }, pin.token);
          assert.ok(isRefusal(refused));
          assert.deepEqual([refused.reason, refused.details.attemptsLeft], [reason, attemptsLeft]);
        }
        const right = await answer(certificate, 1, { cardPassword: cardOf(customer) }, pin.token);
        assert.equal(reasonOf(right), 'card-password-locked');
      });

      test('what cannot be the fixed password has no form', async () => {
        const { customer, certificate } = await holder();
        const pin = await answer(certificate, 0, { contractPin: customer.contractPin });
        assert.ok(!isRefusal(pin));
        for (const cardPassword of ['12345', '123456789', 'abcdef', '']) {
          assert.equal(reasonOf(await answer(certificate, 1, { cardPassword }, pin.token)), 'form-invalid');
        }
      });

      test('one-time password: wrong, used, locked, and none registered', async () => {
        const { customer, device, certificate } = await holder();
        const toToken = async () => {
          const pin = await answer(certificate, 0, { contractPin: customer.contractPin });
          assert.ok(!isRefusal(pin));
          const card = await answer(certificate, 1, { cardPassword: cardOf(customer) }, pin.token);
          assert.ok(!isRefusal(card));
          return card.token;
        };
        const token = await toToken();
        const used = await answer(certificate, 2, { oneTimePassword: shownBy(device, 0) }, token);
        assert.ok(isRefusal(used));
        assert.deepEqual(
          [used.reason, used.details],
          ['one-time-password-wrong', { secret: 'oneTimePassword', attemptsLeft: 2 }],
        );
        for (const reason of ['one-time-password-wrong', 'one-time-password-locked'] as const) {
          assert.equal(
            reasonOf(await answer(certificate, 2, { oneTimePassword: '00000000' }, token)),
            reason,
          );
        }
        const right = { oneTimePassword: shownBy(device, 1) };
        assert.equal(reasonOf(await answer(certificate, 2, right, token)), 'one-time-password-locked');
        await unlockContract(world, customer, caller());
        assert.equal(reasonOf(await answer(certificate, 2, right, token)), undefined);
        await world.store.transaction((tx) =>
          tx
            .updateTable('token')
            .set({ state: 'ended', ended_at: NOON })
            .where('serial_number', '=', device.serialNumber)
            .execute(),
        );
        const none = await answer(certificate, 2, { oneTimePassword: '00000000' }, await toToken());
        assert.equal(reasonOf(none), 'token-missing');
      });
    });
  });
});
