// A bank's profile in versions, on both databases: what stands at start, what the office activates, who goes on under
// what, and what a trial says before.

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { before, beforeEach, describe, test } from 'node:test';
import { banksAndOffice } from '../../../../test/world/banks.ts';
import {
  acquire,
  type Customer,
  entriesOf,
  identify,
  logOn,
  makeRequest,
  mustAcquire,
  openContract,
  ticketFor,
} from '../../../../test/world/customers.ts';
import { eachDatabase } from '../../../../test/world/databases.ts';
import { caller, NOON, type World } from '../../../../test/world/deployment.ts';
import { officerLoggedOn, stepUp } from '../../../../test/world/officers.ts';
import {
  approved,
  changed,
  makeProfileWorld,
  proposed,
  secondProcess,
  settleFiles,
} from '../../../../test/world/profiles.ts';
import { isRefusal, type Refusal } from '../../../domain/refusal.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import { answerEnrolmentPage } from '../../enrol/answer-enrolment-page.ts';
import { submitRequest } from '../../enrol/submit-request.ts';
import { findSession } from '../../log-on/session.ts';
import { refreshBanks } from '../../profiles/refresh-banks.ts';
import { proposeProfile } from './propose-profile.ts';
import { approveProposal, returnProposal, withdrawProposal } from './settle-proposal.ts';
import { showProfile, showProposal, showVersion } from './show-profile.ts';
import { goOnTrying, tryProposal } from './try-proposal.ts';

const MINUTE = 60_000;
const reasonOf = (answer: object | Refusal | undefined) =>
  answer !== undefined && isRefusal(answer) ? answer.reason : 'done';
type Officer = Awaited<ReturnType<typeof officerLoggedOn>>;

/** The file's profile with another window: what an operator of the server might change. */
const files = (code: string, windowDays: number) => {
  const banks = new Map(banksAndOffice());
  const profile = banks.get(code);
  assert.ok(profile);
  banks.set(code, { ...profile, enrolment: { ...profile.enrolment, windowDays } });
  return banks;
};
const windowOf = (banks: ReadonlyMap<string, BankProfile>, code: string) =>
  banks.get(code)?.enrolment.windowDays;

eachDatabase((name, open) => {
  describe(`profiles in versions on ${name}`, () => {
    let world: World;
    const officers = new Map<string, { operator: Officer; approver: Officer; other: Officer }>();
    const at = async (bankCode: string) => {
      let found = officers.get(bankCode);
      if (found === undefined) {
        found = {
          operator: await officerLoggedOn(world, { bankCode, role: 'operator' }),
          approver: await officerLoggedOn(world, { bankCode, role: 'approver' }),
          other: await officerLoggedOn(world, { bankCode, role: 'approver' }),
        };
        officers.set(bankCode, found);
      }
      for (const one of [found.approver, found.other]) await stepUp(world, one.officer, one);
      return found;
    };
    before(async () => {
      world = await makeProfileWorld(await open());
    });
    beforeEach(() => {
      world.clock.now = NOON;
      officers.clear();
    });

    const windows = (windowDays: number) => (profile: BankProfile) => ({
      enrolment: { ...profile.enrolment, windowDays },
    });
    const activate = async (bankCode: string, text: string) => {
      const { operator, approver } = await at(bankCode);
      const done = await approved(world, approver, bankCode, await proposed(world, operator, bankCode, text));
      assert.equal(reasonOf(done), 'done');
      return done as Exclude<typeof done, Refusal>;
    };
    const recordsOf = async (bankCode: string) => {
      const rows = await world.store.db
        .selectFrom('audit')
        .select(['act', 'reason', 'details'])
        .where('bank_code', '=', bankCode)
        .where('act', 'like', 'profile.%')
        .orderBy('sequence')
        .execute();
      return rows.map(({ act, reason }) => (reason === null ? act : `${act} ${reason}`));
    };

    test('at start: taken once, taken again when changed, taken before nobody’s back', async () => {
      const store = await open();
      const first = await settleFiles(store);
      assert.equal(first.banks.versionOf('9000'), 1);
      assert.deepEqual(new Set(first.files.values()), new Set(['taken']));
      const again = await settleFiles(store);
      assert.deepEqual(new Set(again.files.values()), new Set(['unchanged']));
      const edited = await settleFiles(store, files('9000', 60));
      assert.equal(edited.files.get('9000'), 'taken');
      assert.equal(edited.banks.versionOf('9000'), 2);
      assert.equal(windowOf(edited.banks, '9000'), 60);
      assert.equal(edited.banks.ofVersion('9000', 1)?.enrolment.windowDays, 80);
      // Two servers that start at once take it once.
      const both = await Promise.all([1, 2].map(() => settleFiles(store, files('9000', 61))));
      assert.deepEqual(
        both.map(({ banks }) => banks.versionOf('9000')),
        [3, 3],
      );
    });

    test('proposed, approved by another, in force here at once and elsewhere when it looks', async () => {
      const elsewhere = await secondProcess(world);
      const { operator, approver } = await at('9001');
      const text = changed(world, '9001', windows(70));
      const proposal = await proposed(world, operator, '9001', text);
      assert.equal(await proposed(world, operator, '9001', text), proposal, 'sent twice');
      const view = await showProposal(world, { ...approver, bankCode: '9001', proposal });
      assert.ok(!isRefusal(view));
      assert.deepEqual(view.acts, ['approve', 'return']);
      assert.deepEqual(
        view.change?.differences.map(({ path }) => path),
        ['enrolment.windowDays'],
      );
      assert.deepEqual(
        view.change?.dangers.map(({ kind, path }) => [kind, path]),
        [['windowShorter', 'enrolment.windowDays']],
      );
      assert.equal(view.row.sha256, hash('sha256', view.row.content, 'hex'));
      assert.equal(windowOf(world.banks, '9001'), 80, 'a proposal changes nothing');
      const done = await approved(world, approver, '9001', proposal);
      assert.deepEqual(done, { proposal, state: 'active', version: 2 });
      assert.equal(windowOf(world.banks, '9001'), 70);
      assert.equal(windowOf(elsewhere.banks, '9001'), 80);
      assert.deepEqual(await refreshBanks(elsewhere), ['9001']);
      assert.equal(windowOf(elsewhere.banks, '9001'), 70);
      assert.deepEqual(await refreshBanks(elsewhere), []);
      assert.deepEqual(await recordsOf('9001'), [
        'profile.activated',
        'profile.proposed',
        'profile.activated',
      ]);
      const profile = await showProfile(world, { ...operator, bankCode: '9001' });
      assert.ok(!isRefusal(profile));
      assert.equal(profile.sha256, view.row.sha256);
      assert.deepEqual(
        profile.versions.map(({ version, source }) => [version, source]),
        [
          [2, 'office'],
          [1, 'file'],
        ],
      );
      const old = await showVersion(world, { ...operator, bankCode: '9001', version: '1' });
      assert.ok(!isRefusal(old) && old.change?.differences.length === 1);
      assert.equal(
        reasonOf(await approved(world, approver, '9001', proposal)),
        'profile-settled',
        'a second time',
      );
    });

    test('the file and the office: neither undoes the other silently', async () => {
      await activate('1635', changed(world, '1635', windows(50)));
      const restarted = await settleFiles(world.store);
      assert.equal(restarted.files.get('1635'), 'unchanged');
      assert.equal(windowOf(restarted.banks, '1635'), 50);
      const edited = await settleFiles(world.store, files('1635', 40));
      assert.equal(edited.files.get('1635'), 'proposed');
      assert.equal(windowOf(edited.banks, '1635'), 50);
      const { approver } = await at('1635');
      const profile = await showProfile(world, { ...approver, bankCode: '1635' });
      assert.ok(!isRefusal(profile));
      const waiting = profile.proposals.find(({ state }) => state === 'entered');
      assert.equal(waiting?.source, 'file');
      assert.equal((await settleFiles(world.store, files('1635', 40))).files.get('1635'), 'unchanged');
      assert.equal(reasonOf(await approved(world, approver, '1635', waiting?.id ?? '')), 'done');
      assert.equal(windowOf(world.banks, '1635'), 40);
      // Who has the server has the last word, and says so.
      const taken = await settleFiles(world.store, files('1635', 45), { take: '1635' });
      assert.equal(windowOf(taken.banks, '1635'), 45);
      await refreshBanks(world);
      assert.equal(windowOf(world.banks, '1635'), 45);
    });

    test('who began under one version finishes under it, here and in another process', async () => {
      const elsewhere = await secondProcess(world);
      const customer = await openContract(world, '1283');
      const who = { bankCode: '1283', role: 'administrator' } as const;
      const fields = entriesOf(customer);
      const answerTo = (deployment: World, page: number, token?: string) =>
        answerEnrolmentPage(deployment, { ...who, page, token, fields }, caller());
      const begun = await answerTo(world, 0);
      assert.ok(!isRefusal(begun) && !begun.proven);

      // Version 2 asks all of it on one page, and lets nobody keep a key in a file.
      const text = changed(world, '1283', ({ enrolment, certificate }) => ({
        enrolment: { ...enrolment, administrator: { pages: [enrolment.administrator.pages.flat()] } },
        certificate: { ...certificate, keyPlaces: ['system'] },
      }));
      await activate('1283', text);
      world.clock.now = NOON + MINUTE;
      const proven = await answerTo(elsewhere, 1, begun.token);
      assert.ok(!isRefusal(proven) && proven.proven, reasonOf(proven));
      await refreshBanks(elsewhere);
      // It asks for the key's place: `file` is of version 1.
      const ticket = await ticketFor(elsewhere, customer, begun.token);
      const { request } = await makeRequest();
      const got = await submitRequest(world, { ...who, token: begun.token, ticket, request }, caller());
      assert.equal(reasonOf(got), 'done');

      const late = await openContract(world, '1283');
      const token = await identify(world, late);
      assert.ok(typeof token === 'string');
      await assert.rejects(ticketFor(world, late, token), /key-place-not-allowed/);
      // A version is chosen by nobody: with another ending the token holds nothing.
      const forged = token.replace(/\.2$/, '.1');
      assert.notEqual(forged, token);
      await assert.rejects(ticketFor(world, late, forged), /enrolment-over/);
      const anew = await answerEnrolmentPage(
        world,
        {
          ...who,
          page: 0,
          token: forged,
          fields: { contractId: late.contractId, contractPin: late.contractPin },
        },
        caller(),
      );
      assert.equal(reasonOf(anew), 'form-invalid', 'the first page asks as the version in force does');
    });

    test('a session goes on as it began', async () => {
      const customer = await openContract(world, '5410');
      const { certificate } = await mustAcquire(world, customer);
      const token = await logOn(world, customer, certificate);
      assert.ok(typeof token === 'string');
      const shown = { bankCode: '5410', role: 'administrator', certificate } as const;
      const idle = (profile: BankProfile) => ({ logon: { ...profile.logon, idleMinutes: 5 } });
      const then = world.clock.now;
      await activate('5410', changed(world, '5410', idle));
      world.clock.now = then + 10 * MINUTE;
      assert.equal(reasonOf(await findSession(world, { ...shown, token })), 'done');
      const fresh = await logOn(world, customer, certificate);
      assert.ok(typeof fresh === 'string');
      world.clock.now += 6 * MINUTE;
      assert.equal(reasonOf(await findSession(world, { ...shown, token: fresh })), 'session-over');
    });

    test('two persons; returned and withdrawn come into force by nobody', async () => {
      const { operator, approver } = await at('9000');
      const text = (days: number) => changed(world, '9000', windows(days));
      const input = (proposal: string) => ({ bankCode: '9000', proposal });
      const first = await proposed(world, operator, '9000', text(71));
      assert.equal(reasonOf(await approved(world, operator, '9000', first)), 'officer-not-allowed');
      const same = await officerLoggedOn(world, {
        ...{ bankCode: '9000', role: 'approver', person: operator.officer.person },
      });
      assert.equal(reasonOf(await approved(world, same, '9000', first)), 'profile-own');
      const remark = '理由を詳しく';
      const bare = { ...approver, ...input(first), remark: '' };
      assert.equal(reasonOf(await returnProposal(world, bare, caller())), 'form-invalid');
      assert.equal(reasonOf(await returnProposal(world, { ...bare, remark }, caller())), 'done');
      const second = await proposed(world, operator, '9000', text(72));
      const back = { ...operator, ...input(second), remark };
      assert.equal(reasonOf(await withdrawProposal(world, back, caller())), 'done');
      await at('9000');
      for (const proposal of [first, second])
        assert.equal(reasonOf(await approved(world, approver, '9000', proposal)), 'profile-settled');
      const elsewhere = await at('9001');
      assert.equal(reasonOf(await approved(world, elsewhere.approver, '9001', first)), 'page-not-found');
      assert.equal(
        reasonOf(await showProposal(world, { ...elsewhere.operator, ...input(first) })),
        'page-not-found',
      );
      assert.equal(world.banks.versionOf?.('9000'), 1);
    });

    test('at once: of many approvals one, of two proposals one', async () => {
      const { operator, approver, other } = await at('9000');
      const [one, two] = [
        await proposed(world, operator, '9000', changed(world, '9000', windows(73))),
        await proposed(world, operator, '9000', changed(world, '9000', windows(74))),
      ];
      const hashes = new Map<string, string>();
      for (const proposal of [one, two]) {
        const view = await showProposal(world, { ...approver, bankCode: '9000', proposal });
        assert.ok(!isRefusal(view));
        hashes.set(proposal, view.hash);
      }
      const approve = (who: Officer, proposal: string) =>
        approveProposal(
          world,
          { ...who, bankCode: '9000', proposal, hash: hashes.get(proposal) ?? '' },
          caller(),
        );
      const version = world.banks.versionOf?.('9000') ?? 0;
      const answers = await Promise.all([
        ...[1, 2, 3].map(() => approve(approver, one)),
        ...[1, 2, 3].map(() => approve(other, two)),
      ]);
      assert.equal(answers.filter((answer) => !isRefusal(answer)).length, 1);
      for (const answer of answers)
        assert.match(reasonOf(answer), /^(done|profile-settled|profile-changed)$/);
      assert.equal(world.banks.versionOf?.('9000'), version + 1);
    });

    test('faults with their cure; what the office may not change; what is the same', async () => {
      const { operator } = await at('9000');
      const propose = async (text: string) => {
        const answer = await proposeProfile(
          world,
          { ...operator, bankCode: '9000', text, purpose: '試験' },
          caller(),
        );
        return 'faults' in answer ? answer.faults.map(({ path }) => path) : reasonOf(answer);
      };
      assert.deepEqual(await propose('{'), ['']);
      assert.deepEqual(await propose('x'.repeat(300_000)), ['']);
      const other = (change: Partial<BankProfile>) => changed(world, '9000', () => change);
      assert.deepEqual(await propose(other({ code: '9001' })), ['code']);
      assert.deepEqual(await propose(other({ specimen: false })), ['specimen']);
      assert.deepEqual(await propose(changed(world, '9000', windows(400))), ['enrolment.windowDays']);
      const strange = changed(world, '9000', () => ({ unheardOf: 1 }) as object);
      assert.deepEqual(await propose(strange), ['unheardOf']);
      assert.equal(await propose(changed(world, '9000', () => ({}))), 'profile-unchanged');
    });

    test('past the program: an altered proposal is not approved, an altered version not taken', async () => {
      const { operator, approver } = await at('9001');
      const proposal = await proposed(world, operator, '9001', changed(world, '9001', windows(33)));
      await world.store.transaction(async (tx) => {
        const content = changed(world, '9001', windows(180));
        const sha256 = hash('sha256', content, 'hex');
        await tx
          .updateTable('profile_proposal')
          .set({ content, sha256 })
          .where('id', '=', proposal)
          .execute();
      });
      assert.equal(reasonOf(await approved(world, approver, '9001', proposal)), 'profile-tampered');
      const elsewhere = await secondProcess(world);
      const window = windowOf(world.banks, '9001');
      await activate('9001', changed(world, '9001', windows(34)));
      const version = world.banks.versionOf?.('9001') ?? 0;
      const rewrite = (content: string) =>
        world.store.transaction(async (tx) => {
          await tx
            .updateTable('bank_profile_version')
            .set({ content })
            .where('bank_code', '=', '9001')
            .where('version', '=', version)
            .execute();
        });
      const { content } = await world.store.db
        .selectFrom('bank_profile_version')
        .select('content')
        .where('bank_code', '=', '9001')
        .where('version', '=', version)
        .executeTakeFirstOrThrow();
      await rewrite(content.replace('"windowDays": 34', '"windowDays": 99'));
      await assert.rejects(refreshBanks(elsewhere), /is not what came into force/);
      assert.equal(windowOf(elsewhere.banks, '9001'), window, 'what was in force there stays');
      await assert.rejects(settleFiles(world.store), /is not what came into force/);
      await rewrite(content);
    });

    test('a trial names who would be refused and who would newly be let in', async () => {
      world.clock.now = NOON - 24 * 60 * MINUTE;
      const bankCode = '5410';
      const slow = await openContract(world, bankCode, { acquisitionFrom: '2026-03-01' });
      const quick = await openContract(world, bankCode, { acquisitionFrom: '2026-04-08' });
      const late = await openContract(world, bankCode, { acquisitionFrom: '2026-01-02' });
      assert.equal(reasonOf(await acquire(world, slow)), 'done');
      assert.equal(reasonOf(await acquire(world, quick)), 'done');
      assert.equal(reasonOf(await acquire(world, late)), 'window-over');
      world.clock.now = NOON;
      const { operator } = await at(bankCode);
      const tried = async (days: number) => {
        const text = changed(world, bankCode, windows(days));
        const proposal = await proposed(world, operator, bankCode, text);
        const input = { ...operator, bankCode, proposal };
        assert.equal(reasonOf(await tryProposal(world, input, caller())), 'done');
        let steps = 0;
        for (;;) {
          const view = await goOnTrying(world, input, { milliseconds: 0, contracts: 2, records: 2 });
          assert.ok(view !== undefined && !isRefusal(view));
          steps += 1;
          if (view.state === 'done') return { ...view, steps };
        }
      };
      const named = (customers: readonly Customer[]) => customers.map(({ contractId }) => contractId).sort();
      const found = (view: Awaited<ReturnType<typeof tried>>, source: string, act: string) =>
        view.result.findings
          .filter((one) => one.source === source && one.act === act)
          .map(({ before, after, examples }) => [
            before,
            after,
            examples.map(({ contractId }) => contractId).sort(),
          ]);

      const shorter = await tried(20);
      assert.equal(shorter.day, '2026-04-09');
      assert.ok(shorter.steps > 3, 'a step at a time');
      assert.ok(shorter.result.contracts >= 3 && shorter.result.records >= 3);
      assert.deepEqual(found(shorter, 'record', 'enrolment'), [[undefined, 'window-over', named([slow])]]);
      const longer = await tried(150);
      assert.deepEqual(found(longer, 'record', 'enrolment'), [['window-over', undefined, named([late])]]);
      assert.ok(
        found(longer, 'holder', 'enrolment').some(
          ([before, after, examples]) =>
            before === 'window-over' &&
            after === undefined &&
            (examples as string[]).includes(late.contractId),
        ),
      );
      assert.ok((longer.result.facts.holders.administrator ?? 0) >= 3);
    });
  });
});
