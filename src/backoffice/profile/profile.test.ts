// The pages of a bank's profile over real mutual TLS: seen, proposed, tried, approved by a second person.

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { openContract } from '../../../test/world/customers.ts';
import type { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { changed } from '../../../test/world/profiles.ts';
import { dangersOf } from '../../domain/profile-dangers.ts';
import { settingsOf } from '../../domain/profile-settings.ts';
import { settingLabel } from './profile-parts.ts';

const BANK = '9000';
const PROFILE = `/${OFFICE}/desk/profile`;
const HERE = `${PROFILE}/${BANK}`;
const JSON_WANTED = { accept: 'application/json' };

describe('a bank’s profile in the office', () => {
  let face: OfficeFace;
  let operator: HttpsVisitor;
  let approver: HttpsVisitor;
  before(async () => {
    face = await openOfficeFace();
    operator = (await face.officerAt({ bankCode: BANK, role: 'operator' })).browser;
    approver = (await face.officerAt({ bankCode: BANK, role: 'approver' })).browser;
    await openContract(face.world, BANK);
  });
  after(() => face.close());

  const withWindow = (windowDays: number) =>
    changed(face.world, BANK, (profile) => ({ enrolment: { ...profile.enrolment, windowDays } }));
  const propose = async (text: string): Promise<string> => {
    await operator.get(`${HERE}/propose`);
    const fields = { text, purpose: '取得の期間を見直すため' };
    const checked = await operator.submit(`${HERE}/propose`, { ...fields, step: 'check' });
    assert.equal(checked.status, 200, reasonIn(checked.body));
    assert.match(checked.body, /案の確認/);
    const entered = await operator.submit(`${HERE}/propose`, { ...fields, step: 'enter' });
    assert.equal(entered.status, 303, reasonIn(entered.body));
    return String(entered.headers.location);
  };

  test('every setting of every bank stands on a page in words, and its file is what is hashed', async () => {
    assert.equal((await operator.get(PROFILE)).headers.location, HERE);
    const page = await operator.get(HERE);
    assert.match(page.body, /第1版/);
    assert.match(page.body, /管理者が取得できる日数/);
    assert.match(page.body, /1ページ目：/);
    assert.doesNotMatch(page.body, /undefined|\[object/);
    const file = await operator.get(`${HERE}/versions/1/json`);
    assert.ok(page.body.includes(hash('sha256', file.body, 'hex')));
    assert.equal(JSON.parse(file.body).code, BANK);
    // What is a rule has a name; only customers' texts are known by their place alone.
    const unnamed = new Set<string>();
    for (const bank of face.world.banks.values()) {
      const words = { context: { language: 'ja' } as never, bank };
      for (const { path } of settingsOf(bank)) {
        const free = /^(terms|menus|notices|hints|wording|helpDesk|forms|remarks|tour)\b/.test(path);
        if (!free && settingLabel(words, path) === undefined) unnamed.add(path);
      }
    }
    assert.deepEqual([...unnamed], []);
  });

  test('proposed, tried, approved: in force, and a stale page approves nothing', async () => {
    const at = await propose(withWindow(60));
    const shown = await approver.get(at);
    assert.match(shown.body, /変わるところ（1件）/);
    assert.match(shown.body, /短くなります/);
    const begun = await operator.get(at).then(() => operator.submit(`${at}/trial`, {}));
    assert.equal(begun.status, 303);
    let step = await operator.get(String(begun.headers.location));
    for (let asked = 0; step.status !== 303 && asked < 20; asked += 1) {
      assert.equal(step.headers.refresh, '1');
      step = await operator.get(String(begun.headers.location));
    }
    assert.equal(step.status, 303);
    const tried = await approver.get(at);
    assert.match(tried.body, /試し終わりました/);
    assert.match(tried.body, /新たに断られる人/);

    const unread = await approver.submit(`${at}/approve`, {});
    assert.equal(unread.status, 400);
    assert.match(unread.body, /注意を読んで/);
    const stale = await approver.submit(`${at}/approve`, { read: 'on', hash: '0'.repeat(64) });
    assert.equal(stale.status, 409);
    assert.equal(reasonIn(stale.body), 'profile-changed');
    assert.equal(face.world.banks.get(BANK)?.enrolment.windowDays, 80);
    await approver.get(at);
    const done = await approver.submit(`${at}/approve`, { read: 'on' });
    assert.equal(done.status, 303, reasonIn(done.body));
    assert.equal(face.world.banks.get(BANK)?.enrolment.windowDays, 60);
    assert.match((await operator.get(HERE)).body, /第2版/);
    assert.match((await operator.get(`${HERE}/versions/1`)).body, /この版から/);
    await approver.get(at);
    assert.equal(reasonIn((await approver.submit(`${at}/approve`, { read: 'on' })).body), 'profile-settled');
  });

  test('faults with their place and cure, and what was typed is still there', async () => {
    await operator.get(`${HERE}/propose`);
    const text = withWindow(400);
    const page = await operator.submit(`${HERE}/propose`, { text, purpose: '', step: 'check' });
    assert.equal(page.status, 400);
    assert.match(page.body, /enrolment\.windowDays/);
    assert.match(page.body, /変更の理由を入力してください/);
    assert.match(page.body, /windowDays(&quot;|&#34;):400/);
    await operator.get(`${HERE}/propose`);
    const json = await operator.submit(`${HERE}/propose`, { text, purpose: 'x', step: 'enter' }, JSON_WANTED);
    assert.equal(JSON.parse(json.body).reason, 'profile-faulty');
    assert.equal(JSON.parse(json.body).faults[0].path, 'enrolment.windowDays');
    await operator.get(`${HERE}/propose`);
    const same = await operator.submit(`${HERE}/propose`, {
      ...{ text: changed(face.world, BANK, () => ({})), purpose: 'x', step: 'check' },
    });
    assert.equal(reasonIn(same.body), 'profile-unchanged');
  });

  test('returned with a reason, withdrawn, copied into another', async () => {
    const at = await propose(withWindow(50));
    await approver.get(`${at}/return`);
    assert.equal((await approver.submit(`${at}/return`, { remark: '' })).status, 400);
    await approver.get(`${at}/return`);
    assert.equal((await approver.submit(`${at}/return`, { remark: '日数の根拠' })).status, 303);
    const returned = await operator.get(at);
    assert.match(returned.body, /差し戻し/);
    assert.match(returned.body, /日数の根拠/);
    const id = at.split('/').at(-1);
    const copy = await operator.get(`${HERE}/propose?from=${id}`);
    assert.match(copy.body, /windowDays(&quot;|&#34;): 50/);
    const next = await propose(withWindow(51));
    await operator.get(`${next}/withdraw`);
    assert.equal((await operator.submit(`${next}/withdraw`, { remark: '取りやめ' })).status, 303);
    assert.equal(JSON.parse((await operator.get(next, JSON_WANTED)).body).state, 'withdrawn');
  });

  test('who may only read neither proposes nor approves; another bank’s is absent', async () => {
    const at = await propose(withWindow(52));
    const auditor = (await face.officerAt({ bankCode: BANK, role: 'auditor' })).browser;
    assert.equal((await auditor.get(at)).status, 200);
    assert.equal(reasonIn((await auditor.get(`${HERE}/propose`)).body), 'officer-not-allowed');
    await auditor.get(at);
    assert.equal(
      reasonIn((await auditor.submit(`${at}/approve`, { read: 'on' })).body),
      'officer-not-allowed',
    );
    const other = (await face.officerAt({ bankCode: '9001', role: 'approver' })).browser;
    for (const path of [HERE, at, `${at}/json`, `${HERE}/versions/1`, `${HERE}/versions/1/json`]) {
      const answer = await other.get(path);
      assert.deepEqual([answer.status, reasonIn(answer.body)], [404, 'page-not-found'], path);
    }
  });

  test('warnings: each dangerous change is told', () => {
    const profile = face.world.banks.get(BANK);
    assert.ok(profile);
    const { certificate, users, logon, secrets, enrolment, locks } = profile;
    const kinds = (change: Partial<typeof profile>) =>
      dangersOf(profile, { ...profile, ...change }).map(({ kind }) => kind);
    const user = '{userId}{contractId}{bankCode}';
    const commonName = { ...certificate.commonName, user };
    assert.deepEqual(kinds({ certificate: { ...certificate, commonName } }), ['subjects']);
    assert.deepEqual(kinds({ users: { ...users, maximum: 3 } }), ['usersOver']);
    const pin = { pages: [['contractPin' as const]] };
    assert.deepEqual(kinds({ logon: { ...logon, administrator: pin, passwordLogon: 'never' } }), [
      'logonWeaker',
    ]);
    const contractPin = { ...secrets.contractPin, failureLimit: 3, minLength: 8 };
    assert.deepEqual(kinds({ secrets: { ...secrets, contractPin } }), ['pinForm', 'limitLower']);
    assert.deepEqual(kinds({ certificate: { ...certificate, keyPlaces: ['system'] } }), ['keyPlaceGone']);
    assert.deepEqual(kinds({ enrolment: { ...enrolment, windowDays: 81 }, locks }), []);
    const facts = { holders: { administrator: 2, user: 3 }, contractsByUsers: { 2: 1, 4: 5 }, cards: 0 };
    const counted = { ...facts, tokens: { administrator: 0, user: 0 }, pins: {} };
    assert.deepEqual(dangersOf(profile, { ...profile, users: { ...users, maximum: 3 } }, counted), [
      { kind: 'usersOver', count: 5 },
    ]);
    assert.deepEqual(dangersOf(profile, { ...profile, users: { ...users, maximum: 4 } }, counted), []);
  });
});
