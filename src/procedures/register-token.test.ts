import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Acquired, logOn, mustAcquire, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../test/world/deployment.ts';
import { giveToken, shownBy, spendPassword, type Token } from '../../test/world/tokens.ts';
import { isRefusal } from '../domain/refusal.ts';
import { findHolder } from '../store/read/contract.ts';
import { keepHouse } from './housekeeping.ts';
import { beginTokenRegistration, confirmToken, findToken, showTokenSecret } from './register-token.ts';

const TEN_MINUTES = 10 * 60_000;
const reasonOf = (value: object) => (isRefusal(value) ? value.reason : undefined);

/** What an app reads out of the address. */
function appOf(uri: string): Token {
  const url = new URL(uri);
  const bits = [...(url.searchParams.get('secret') ?? '')]
    .map((character) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g)?.map((octet) => Number.parseInt(octet, 2)) ?? [];
  return {
    serialNumber: '',
    secret: Buffer.from(bytes),
    kind: url.host as Token['kind'],
    algorithm: url.searchParams.get('algorithm') as Token['algorithm'],
    digits: Number(url.searchParams.get('digits')),
    stepSeconds: Number(url.searchParams.get('period')),
  };
}

eachDatabase((name, open) => {
  describe(`registering an app on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    /** Somebody of bank 1283 who is logged on. */
    const someone = async (bankCode = '1283') => {
      const customer = await openContract(world, bankCode);
      const acquired: Acquired = await mustAcquire(world, customer);
      const token = await logOn(world, customer, acquired.certificate);
      assert.ok(!isRefusal(token));
      const session = { bankCode, certificate: acquired.certificate, token };
      const holder = await findHolder(world.store.db, { ...customer, userId: '' });
      return { customer, session, holder: holder?.id, pin: customer.contractConfirmationPin ?? '' };
    };
    type Someone = Awaited<ReturnType<typeof someone>>;
    const begin = ({ session, pin }: Someone, fields: Record<string, string> = {}) =>
      beginTokenRegistration(
        world,
        { ...session, fields: { contractConfirmationPin: pin, ...fields } },
        caller(),
      );
    const show = ({ session }: Someone) => showTokenSecret(world, { ...session, language: 'ja' }, caller());
    const confirm = ({ session }: Someone, password: string) =>
      confirmToken(world, { ...session, password }, caller());
    const mustShow = async (who: Someone) => {
      const shown = await show(who);
      assert.ok(!isRefusal(shown));
      return { ...shown, app: appOf(shown.uri) };
    };

    test('confirmation PIN, secret, first password; then the app is the token', async () => {
      const who = await someone();
      assert.deepEqual(await findToken(world, who.session), {
        role: 'administrator',
        asks: ['contractConfirmationPin'],
      });
      assert.deepEqual(await begin(who), { begun: true });
      const { uri, secret, app, expiresAt } = await mustShow(who);
      assert.equal(expiresAt, NOON + TEN_MINUTES);
      assert.equal(secret.length, 32);
      const { protocol, host, pathname, searchParams } = new URL(uri);
      assert.deepEqual([protocol, host], ['otpauth:', 'totp']);
      assert.equal(decodeURIComponent(pathname), `/見本かわせみ信用金庫:${who.customer.contractId}`);
      assert.equal(searchParams.get('issuer'), '見本かわせみ信用金庫');

      const password = shownBy(app, NOON);
      const use = () => spendPassword(world, who.holder, password, true);
      assert.deepEqual(await use(), { right: false, absent: true }, 'not before it is confirmed');
      const done = await confirm(who, password);
      assert.ok(!isRefusal(done));
      assert.deepEqual(await use(), { right: false, absent: false }, 'the confirming password is spent');
      world.clock.now = NOON + 30_000;
      const later = await spendPassword(world, who.holder, shownBy(app, NOON + 30_000), true);
      world.clock.now = NOON;
      assert.equal(later.right, true);
      const view = await findToken(world, who.session);
      assert.ok(!isRefusal(view) && view.active?.serialNumber === done.serialNumber);
      assert.deepEqual(view.asks, ['contractConfirmationPin', 'oneTimePassword']);
      const mails = await world.store.db
        .selectFrom('notice')
        .selectAll()
        .where('kind', '=', 'tokenRegistered')
        .execute();
      assert.deepEqual(
        mails.map(({ recipient }) => recipient),
        [who.customer.mail],
      );
      assert.ok(!JSON.stringify(mails).includes(secret));
    });

    test('the secret is shown once', async () => {
      const who = await someone();
      assert.equal(reasonOf(await show(who)), 'token-registration-over', 'nothing begun');
      await begin(who);
      const first = await mustShow(who);
      assert.equal(reasonOf(await show(who)), 'token-registration-over');
      await begin(who);
      const second = await mustShow(who);
      assert.notEqual(first.secret, second.secret);
      assert.equal(reasonOf(await confirm(who, shownBy(first.app, NOON))), 'one-time-password-wrong');
      assert.equal(reasonOf(await confirm(who, shownBy(second.app, NOON))), undefined);
    });

    test('two that look at once: one sees it', async () => {
      const who = await someone();
      await begin(who);
      const seen = await Promise.all([show(who), show(who), show(who)]);
      assert.equal(seen.filter((one) => !isRefusal(one)).length, 1);
    });

    test('ten minutes, and not a millisecond more', async () => {
      for (const [after, reason] of [
        [TEN_MINUTES - 1, undefined],
        [TEN_MINUTES, 'token-registration-over'],
      ] as const) {
        const who = await someone();
        await begin(who);
        const { app } = await mustShow(who);
        world.clock.now = NOON + after;
        const answer = await confirm(who, shownBy(app, NOON + after));
        world.clock.now = NOON;
        assert.equal(reasonOf(answer), reason, `${after} ms`);
      }
    });

    test('a wrong PIN begins nothing, and locks at the limit', async () => {
      const who = await someone();
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        const answer = await begin(who, { contractConfirmationPin: `wrong${attempt}` });
        assert.equal(reasonOf(answer), attempt < 5 ? 'pin-wrong' : 'pin-locked');
      }
      assert.equal(reasonOf(await begin(who)), 'pin-locked');
      assert.equal(reasonOf(await show(who)), 'token-registration-over');
    });

    test('who has a token confirms by it; it works until the new one does, and then no more', async () => {
      const who = await someone();
      const device = await giveToken(world, who.customer);
      assert.equal(reasonOf(await begin(who)), 'form-invalid');
      assert.equal(reasonOf(await begin(who, { oneTimePassword: '000000' })), 'one-time-password-wrong');
      assert.deepEqual(await begin(who, { oneTimePassword: shownBy(device, NOON) }), { begun: true });
      const { app } = await mustShow(who);
      const next = NOON + 30_000;
      world.clock.now = next;
      const old = await spendPassword(world, who.holder, shownBy(device, next), true);
      assert.equal(old.right, true);
      assert.ok(!isRefusal(await confirm(who, shownBy(app, next))));
      const gone = await spendPassword(world, who.holder, shownBy(device, next + 30_000), true);
      world.clock.now = NOON;
      assert.equal(gone.right, false);
    });

    test('confirmed at once from two pages: one does it', async () => {
      const who = await someone();
      await begin(who);
      const { app } = await mustShow(who);
      const password = shownBy(app, NOON);
      const answers = await Promise.all([1, 2, 3, 4].map(() => confirm(who, password)));
      assert.equal(answers.filter((answer) => !isRefusal(answer)).length, 1);
    });

    test('no session, a closed one, and a bank without tokens', async () => {
      const who = await someone();
      const { token, ...withoutToken } = who.session;
      assert.equal(reasonOf(await findToken(world, withoutToken)), 'session-missing');
      assert.equal(reasonOf(await findToken(world, { ...who.session, token: `${token}x` })), 'session-over');
      const elsewhere = await someone('9000');
      assert.equal(reasonOf(await findToken(world, elsewhere.session)), 'page-not-found');
      assert.equal(reasonOf(await confirm(elsewhere, '123456')), 'page-not-found');
    });

    test('the audit tells all of it and no secret; what was never confirmed is forgotten', async () => {
      const who = await someone();
      await begin(who);
      const { secret, app } = await mustShow(who);
      await confirm(who, '000000');
      await confirm(who, shownBy(app, NOON));
      await begin(who, { oneTimePassword: '111111' });
      const rows = await world.store.db
        .selectFrom('audit')
        .selectAll()
        .where('contract_id', '=', who.customer.contractId)
        .where('act', 'like', 'token.%')
        .orderBy('sequence')
        .execute();
      assert.deepEqual(
        rows.map(({ act, reason }) => [act, reason]),
        [
          ['token.registration-begun', null],
          ['token.secret-shown', null],
          ['token.registered', 'one-time-password-wrong'],
          ['token.registered', null],
          ['token.registration-begun', 'one-time-password-wrong'],
        ],
      );
      assert.ok(!JSON.stringify(rows).includes(secret));

      const other = await someone();
      await begin(other);
      world.clock.now = NOON + 2 * 86_400_000;
      await keepHouse(world);
      world.clock.now = NOON;
      const left = await world.store.db
        .selectFrom('token')
        .select('id')
        .where('state', '=', 'waiting')
        .execute();
      assert.deepEqual(left, []);
    });
  });
});
