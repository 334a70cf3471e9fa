// The pages that help: questions often asked, check of the PC on both faces, the keyboard's page; the ways to them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { REASON_CODES } from '../../src/profile/reason-codes.ts';
import { REASON_TOPICS } from '../../src/profile/reason-topics.ts';
import { revokeCertificate } from '../../src/store/write/certificate.ts';
import { NOON, type World } from '../world/deployment.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../world/logon-face.ts';
import { headingOf, type Www } from '../world/www.ts';
import { openWwwWorld, type WwwWorld } from '../world/www-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const PHONE = {
  'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Mobile/1 Safari/604.1',
};
const OLD = { 'user-agent': 'Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko' };

let opened: WwwWorld;
let world: World;
let www: Www;

before(async () => {
  opened = await openWwwWorld();
  ({ world, www } = opened);
});
after(() => opened?.close());

describe('questions often asked', () => {
  for (const language of ['ja', 'en']) {
    test(`each reason that a customer can meet has one entry, in ${language}`, async () => {
      for (const [code, profile] of world.banks) {
        const visitor = www.visitor();
        await visitor.get(`/${code}/faq?lang=${language}`);
        const { body } = await visitor.get(`/${code}/faq`);
        const ids = [...body.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
        assert.deepEqual(ids, [...new Set(ids)], 'no id twice');
        for (const reason of REASON_CODES) {
          const asked =
            (profile.card !== null || !reason.startsWith('card-')) &&
            (profile.token !== null || !/^(?:token|one-time-password)-/.test(reason));
          assert.equal(ids.includes(reason), REASON_TOPICS[reason] !== null && asked, `${code} ${reason}`);
        }
        for (const [, anchor] of body.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(anchor), anchor);
        assert.doesNotMatch(body, /[{}]|undefined|「」|\[[^\]]*\|/);
        if (language === 'en') assert.doesNotMatch(body.replace(/日本語/, ''), /[ぁ-ん]/);
      }
    });
  }

  test('what is no reason of customers is left out by name', () => {
    const left = REASON_CODES.filter((reason) => REASON_TOPICS[reason] === null);
    assert.deepEqual(left.sort(), [
      'bank-unknown',
      'body-too-large',
      'card-settled',
      'contract-exists',
      'form-changed',
      'form-needless',
      'form-own',
      'form-settled',
      'form-tampered',
      'import-under-way',
      'key-of-ca',
      'letter-expired',
      'letter-printed',
      'list-faulty',
      'list-too-large',
      'media-type-refused',
      'method-not-allowed',
      'officer-changed',
      'officer-not-allowed',
      'officer-own',
      'officer-sheet-shown',
      'officer-tampered',
      'officer-unknown',
      'order-changed',
      'order-needless',
      'order-own',
      'order-settled',
      'order-tampered',
      'profile-changed',
      'profile-faulty',
      'profile-own',
      'profile-settled',
      'profile-tampered',
      'profile-unchanged',
      'program-not-allowed',
      'report-over',
      'reports-too-many',
      'step-up-needed',
      'token-file-over',
      'token-taken',
    ]);
  });

  test('in the bank’s own terms', async () => {
    assert.match((await www.visitor().get('/5410/faq')).body, /ログイン/);
    assert.doesNotMatch((await www.visitor().get('/5410/faq')).body, /ログオン/);
  });

  test('every page of a bank leads there, and a refusal to its own entry', async () => {
    const top = await www.visitor().get('/9000/');
    assert.match(top.body, /href="\/9000\/faq"[^>]*>よくあるご質問/);
    assert.match(top.body, /href="\/9000\/check"[^>]*>パソコンの確認/);
    assert.match((await www.visitor().get('/9000/nothing')).body, /href="\/9000\/faq#page-not-found"/);
    const unknown = await www.visitor().get('/4711/');
    assert.doesNotMatch(unknown.body, /faq|\/check/);
  });
});

describe('check of the PC on www', () => {
  const item = (body: string, name: string) =>
    new RegExp(`id="check-${name}" data-state="(\\w+)"`).exec(body)?.[1];

  test('a cookie is given and asked back at once', async () => {
    const visitor = www.visitor();
    const first = await visitor.get('/9000/check');
    assert.equal(first.statusCode, 303);
    assert.equal(first.headers.location, '/9000/check?cookie=given');
    assert.equal(item((await visitor.get('/9000/check?cookie=given')).body, 'cookies'), 'good');
    assert.equal(item((await visitor.get('/9000/check')).body, 'cookies'), 'good');
    const refuser = await www.visitor().get('/9000/check?cookie=given');
    assert.equal(item(refuser.body, 'cookies'), 'bad');
    const english = await www.visitor().get('/9000/check?lang=en');
    assert.equal(english.headers.location, '/9000/check');
  });

  test('without a script what needs one is not said to work', async () => {
    const { body } = await www.visitor().get('/9000/check?cookie=given');
    assert.equal(headingOf({ body } as never), 'パソコンの確認');
    assert.deepEqual(
      ['script', 'key', 'save', 'clock'].map((name) => item(body, name)),
      ['bad', 'unknown', 'unknown', 'unknown'],
    );
    assert.match(body, /2026年4月10日 12:00:00（日本時間）/);
    assert.match(body, new RegExp(`data-now="${NOON}"`));
    assert.match(body, /data-key-type="P-256"/);
  });

  test('old browsers and phones are told so', async () => {
    const old = (await www.visitor().get('/9000/check?cookie=given', OLD)).body;
    assert.deepEqual([item(old, 'browser'), item(old, 'system')], ['bad', 'bad']);
    const phone = (await www.visitor().get('/9000/check?cookie=given', PHONE)).body;
    assert.equal(item(phone, 'system'), 'bad');
    assert.match(phone, /パソコンでこのページを開いてください/);
  });

  test('what a browser calls itself never stands in the page', async () => {
    const headers = { 'user-agent': '"><svg onload=alert(1)> Chrome/140<b> Safari' };
    assert.doesNotMatch(
      (await www.visitor().get('/9000/check?cookie=given', headers)).body,
      /svg onload|<b>/,
    );
  });

  test('a file to save, and the way to a fresh logon host', async () => {
    const file = await www.visitor().get('/9000/check/file');
    assert.equal(file.headers['content-disposition'], 'attachment; filename="warifu-check.txt"');
    const hosts = new Set<string>();
    for (let times = 0; times < 2; times += 1) {
      const visitor = www.visitor();
      await visitor.get('/9000/check?lang=en');
      const { statusCode, headers } = await visitor.get('/9000/check/certificate');
      assert.equal(statusCode, 303);
      assert.match(
        headers.location ?? '',
        /^https:\/\/[a-z2-7]{32}\.logon\.localhost:8444\/9000\/check\?lang=en$/,
      );
      hosts.add(headers.location ?? '');
    }
    assert.equal(hosts.size, 2);
  });

  test('as JSON', async () => {
    const answer = await www.visitor().get('/9000/check', { accept: 'application/json', ...OLD });
    assert.deepEqual(answer.json(), {
      browser: 'internetExplorer',
      version: 11,
      system: 'windowsOld',
      verdict: 'retired',
      cookies: false,
      now: NOON,
    });
  });
});

describe('what to have at hand', () => {
  const way = '/9000/enrolment/administrator';
  test('a phone is told that the certificate belongs on the PC, and may go on', async () => {
    const { body } = await www.visitor().get(way, PHONE);
    assert.match(body, /スマートフォンやタブレットでは取得しないでください/);
    assert.match(body, new RegExp(`href="${way}/identify"`));
  });

  test('a PC is not, and is led to the check', async () => {
    const { body } = await www.visitor().get(way);
    assert.doesNotMatch(body, /スマートフォン/);
    assert.match(body, /href="\/9000\/check"[^>]*>このパソコンで取得できるかを/);
  });
});

describe('keys on the screen', () => {
  test('explained where the bank offers them', async () => {
    assert.equal((await www.visitor().get('/1283/software-keyboard')).statusCode, 200);
    assert.equal((await www.visitor().get('/9000/software-keyboard')).statusCode, 404);
  });

  test('the script comes with them and only with them', async () => {
    assert.match(
      (await www.visitor().get('/1283/enrolment/administrator/identify')).body,
      /software-keyboard-\w+\.js/,
    );
    assert.doesNotMatch(
      (await www.visitor().get('/9000/enrolment/administrator/identify')).body,
      /software-keyboard/,
    );
  });
});

describe('on the logon face', () => {
  let face: LogonFace;
  before(async () => {
    face = await openLogonFace();
  });
  after(() => face.close());
  const wwwOrigin = 'https://localhost:8443';

  test('a certificate that works is named, with its days', async () => {
    const { acquired } = await face.customerWithCertificate();
    const { status, body } = await face.visitor(acquired).get('/9000/check');
    assert.equal(status, 200);
    assert.match(body, /電子証明書が届きました。/);
    for (const fact of [
      acquired.view.commonName,
      '見本ちゅうおう信用金庫',
      /あと36[56]日/,
      /2027年4月10日/,
    ]) {
      assert.match(body, new RegExp(fact));
    }
    assert.match(body, new RegExp(`href="${wwwOrigin}/9000/logon/administrator"`));
    assert.match(body, new RegExp(`href="${wwwOrigin}/9000/faq"`), 'the foot leads to www');
  });

  test('none: the causes, the ways out', async () => {
    const { status, body } = await face.visitor().get('/9000/check');
    assert.equal(status, 200);
    assert.match(body, /電子証明書が届きませんでした。/);
    assert.match(body, /考えられる原因/);
    assert.match(body, new RegExp(`href="${wwwOrigin}/9000/check/certificate"`));
    assert.match(body, new RegExp(`href="${wwwOrigin}/9000/faq#no-certificate"`));
  });

  test('revoked, expired, another bank’s: the reason', async () => {
    const revoked = (await face.customerWithCertificate()).acquired;
    await face.world.store.transaction(async (tx) => {
      await revokeCertificate(tx, revoked.view.serialNumber, 'keyCompromise', NOON);
    });
    const seen = await face.visitor(revoked).get('/9000/check');
    assert.match(seen.body, /certificate-revoked/);
    assert.match(seen.body, /faq#certificate-revoked/);

    const expired = (await face.customerWithCertificate()).acquired;
    face.world.clock.now = NOON + 400 * DAY_MS;
    const late = await face.visitor(expired).get('/9000/check');
    face.world.clock.now = NOON;
    assert.match(late.body, /certificate-expired/);

    const other = (await face.customerWithCertificate('9001')).acquired;
    const { body } = await face.visitor(other).get('/9000/check');
    assert.match(body, /certificate-of-another-bank/);
    assert.match(body, new RegExp(other.view.commonName));
    assert.doesNotMatch(body, /あと\d+日/, 'another bank’s days are not told');
  });

  test('as JSON, and in the records under the reference', async () => {
    const { acquired } = await face.customerWithCertificate();
    const said = JSON.parse(
      (await face.visitor(acquired).get('/9000/check', { accept: 'application/json' })).body,
    );
    assert.equal(said.arrived.commonName, acquired.view.commonName);
    assert.equal(said.reason, null);
    const [record] = await face.world.store.db
      .selectFrom('audit')
      .select(['act', 'certificate'])
      .where('reference', '=', said.reference)
      .execute();
    assert.deepEqual(record, { act: 'certificate.examined', certificate: acquired.view.serialNumber });
    const none = JSON.parse((await face.visitor().get('/9000/check', { accept: 'application/json' })).body);
    assert.deepEqual([none.arrived, none.known, none.reason], [null, null, 'no-certificate']);
  });

  test('a refused logon leads to the check and to the reason’s entry', async () => {
    const { body } = await face.visitor().get('/9000/administrator');
    assert.equal(reasonIn(body), 'no-certificate');
    assert.match(body, new RegExp(`href="${wwwOrigin}/9000/check"`));
    assert.match(body, new RegExp(`href="${wwwOrigin}/9000/faq#no-certificate"`));
  });

  test('the page of the PIN shows the notices of the logon, and keys on the screen where the bank offers them', async () => {
    const { acquired } = await face.customerWithCertificate('5410');
    const { body } = await face.visitor(acquired).get('/5410/administrator');
    assert.match(body, /電話やメールのリンクから電子証明書の更新をお願いすることはありません/);
    assert.doesNotMatch(body, /CD-ROM/, 'a notice of the top page only');
    assert.match(body, /id="contractPin-keyboard"/);
    assert.match(body, new RegExp(`href="${wwwOrigin}/5410/software-keyboard"`));
  });
});
