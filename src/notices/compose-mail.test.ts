// Every bank can write every mail in both languages, in its own words; none holds a link or what opens a door.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bank, banks } from '../../test/world/banks.ts';
import type { Role } from '../profile/bank-profile.ts';
import { sampleBank } from '../profile/fixtures/sample-bank.ts';
import type { NoticeKind, NoticeRow } from '../store/tables.ts';
import { composeMail } from './compose-mail.ts';
import type { NoticeFacts, NoticeParams } from './notice.ts';

const NOON = Date.parse('2026-04-10T12:00:00+09:00');
const END = Date.parse('2027-04-09T23:59:59+09:00');
const SERIAL = '3f2a90c1d4';

function row(
  kind: NoticeKind,
  facts: NoticeFacts,
  change: Partial<NoticeRow> = {},
  params: Partial<NoticeParams> = {},
): NoticeRow {
  const role: Role = params.role ?? 'administrator';
  return {
    id: '0b9d7a52-0000-4000-8000-000000000000',
    kind,
    bank_code: '9000',
    contract_id: '90000012345',
    user_id: role === 'user' ? 'hanako' : '',
    recipient: 'keiri@customer.example',
    language: 'ja',
    params: JSON.stringify({
      companyName: '株式会社見本商事',
      contractTail: '2345',
      role,
      userId: role === 'user' ? 'hanako' : '',
      userName: role === 'user' ? '見本 花子' : '',
      own: true,
      ...facts,
      ...params,
    } satisfies NoticeParams),
    dedupe_key: kind,
    created_at: NOON,
    attempts: 1,
    next_try_at: NOON,
    sent_at: null,
    last_error: null,
    ...change,
  };
}

const EVERY: readonly [NoticeKind, NoticeFacts][] = [
  ['certificateIssued', { serialNumber: SERIAL, notAfter: END, at: NOON, address: '192.0.2.7' }],
  ['certificateIssued', { serialNumber: SERIAL, notAfter: END, at: NOON, address: '', renewal: true }],
  ['renewalDue', { serialNumber: SERIAL, notAfter: END }],
  ['certificateExpired', { serialNumber: SERIAL, notAfter: END }],
  ['reAcquired', { serialNumber: SERIAL, notAfter: END, at: NOON, address: '192.0.2.7', waiting: true }],
  ['revoked', { serialNumber: SERIAL, at: NOON, revocation: 'keyCompromise' }],
  ['locked', { secrets: ['contractPin', 'cardPassword'], withCertificate: true, at: NOON }],
  ['userRegistered', { at: NOON, acquireUntil: '2026-06-29' }],
  ['userRegistered', { at: NOON }],
  ['tokenRegistered', { at: NOON, address: '192.0.2.7' }],
  ['tokenGiven', { at: NOON, token: { tail: '0042', replaced: true } }],
  ['tokenGiven', { at: NOON, token: { tail: '0042', replaced: false } }],
  ['userMailChanged', { at: NOON, address: '192.0.2.7' }],
  ['contractMailChanged', { at: NOON }],
  ['contractMailNew', { at: NOON }],
  ['formDone', { at: NOON, form: { kind: 'cardReissue', letter: true } }],
  ['pinsChosen', { at: NOON, address: '192.0.2.7' }],
  ['movingBegun', { serialNumber: SERIAL, at: NOON, address: '192.0.2.7', acquireUntil: '2026-06-29' }],
  ['permitted', { at: NOON, acquireUntil: '2026-06-29' }],
  ['permissionWithdrawn', { at: NOON }],
  [
    'usersRunningOut',
    {
      users: [
        { userId: 'hanako', userName: '見本 花子', notAfter: END, ended: false },
        { userId: 'taro', userName: '', notAfter: NOON, ended: true },
      ],
    },
  ],
];

const factsOf = (kind: NoticeKind) => EVERY.find(([one]) => one === kind)?.[1] ?? assert.fail(kind);

describe('every mail of every bank, in both languages, to both roles', () => {
  for (const profile of banks.values()) {
    test(profile.code, () => {
      for (const [kind, facts] of EVERY) {
        for (const language of ['ja', 'en'] as const) {
          for (const role of ['administrator', 'user'] as const) {
            const mail = composeMail(profile, row(kind, facts, { language }, { role }));
            const whole = `${mail.subject}\n${mail.text}`;
            assert.doesNotMatch(whole, /[{}[\]|]|undefined|null|NaN/, whole);
            assert.doesNotMatch(whole, /:\/\/|\bwww\./i, 'no links');
            assert.doesNotMatch(mail.subject, /[\n\r]/);
            assert.match(mail.subject, language === 'ja' ? /^【見本】/ : /^\(Specimen\) /);
            assert.match(mail.text, /見本/);
            assert.ok(whole.includes(profile.helpDesk[0]?.phone ?? '?'), 'names the help desk');
            assert.ok(whole.includes(profile.serviceName[language]));
            assert.ok(!whole.includes('90000012345'), 'the contract id is not told in full');
            assert.equal(mail.from.address, profile.mails.from);
          }
        }
      }
    });
  }
});

const textOf = (kind: NoticeKind, facts: NoticeFacts, params: Partial<NoticeParams> = {}, code = '9000') =>
  composeMail(bank(code), row(kind, facts, { bank_code: code }, params)).text;

test('when, from where and what is said of a re-acquisition', () => {
  const facts = factsOf('reAcquired');
  const text = textOf('reAcquired', facts, { role: 'user', own: false });
  for (const part of [
    '2026年4月10日 12:00:00',
    '192.0.2.7',
    SERIAL,
    '2027年4月9日',
    '見本 花子（hanako）',
    '承認',
  ])
    assert.ok(text.includes(part), part);
  assert.doesNotMatch(text, /^株式会社見本商事 見本 花子 様$/m, 'this copy is the administrator’s');
  assert.match(
    textOf('reAcquired', { ...facts, waiting: false }, { role: 'user' }),
    /^株式会社見本商事 見本 花子 様$/m,
  );
  assert.doesNotMatch(textOf('reAcquired', { ...facts, waiting: false }), /承認/);
  const { ja, en } = bank('9000').name;
  assert.ok(text.includes('管理者が承認するまで') && !text.includes(`${ja}が承認するまで`));
  assert.ok(textOf('reAcquired', facts, { role: 'administrator' }).includes(`${ja}が承認するまで`));
  const english = composeMail(
    bank('9000'),
    row('reAcquired', facts, { language: 'en' }, { role: 'administrator' }),
  );
  assert.ok(english.text.includes(`before ${en} has approved it`), english.text);
});

test('renewal is announced with the bank’s own names for the page and the button', () => {
  for (const profile of banks.values()) {
    const text = (role: Role) =>
      textOf('renewalDue', { serialNumber: SERIAL, notAfter: END }, { role }, profile.code);
    assert.ok(
      text('administrator').includes(
        `「${profile.terms.administratorStatus.ja}」の「${profile.terms.renewal.ja}」`,
      ),
    );
    assert.ok(text('user').includes(`「${profile.terms.userStatus.ja}」の「${profile.terms.renewal.ja}」`));
    assert.ok(text('user').includes(`${profile.renewal.windowDays}日前`));
  }
});

test('a list names each user on a line of its own', () => {
  const facts = factsOf('usersRunningOut');
  const text = textOf('usersRunningOut', facts);
  assert.match(text, /^・見本 花子（hanako）：2027年4月9日$/m);
  assert.match(text, /^・taro：2026年4月10日（終了）$/m);
  assert.doesNotMatch(text, /^利用者：/m);
});

test('only an administrator’s lock stops the contract, behind a certificate, and where the bank says so', () => {
  const stops = (code: string, role: Role, withCertificate = true) => {
    const facts: NoticeFacts = { secrets: ['contractPin'], withCertificate, at: NOON };
    return /同じご契約/.test(textOf('locked', facts, { role }, code));
  };
  for (const { code, locks } of banks.values()) {
    assert.equal(stops(code, 'administrator'), locks.administratorLocksUsers, code);
    assert.equal(stops(code, 'administrator', false), false);
    assert.equal(stops(code, 'user'), false);
  }
});

test('a bank’s own wording takes the place of the common one, with its lines', () => {
  const own = sampleBank('9000', (spoilt) => {
    spoilt.specimen = false;
    spoilt.wording = {
      'mail.revoked.subject': { ja: '失効のお知らせ（{bankName}）', en: 'Revoked' },
      'mail.revoked.body': { ja: '次を失効しました。\n\n{facts}', en: 'Revoked:\n{facts}' },
    };
  });
  const mail = composeMail(
    own,
    row('revoked', { serialNumber: SERIAL, at: NOON, revocation: 'keyCompromise' }),
  );
  assert.equal(mail.subject, `失効のお知らせ（${own.name.ja}）`);
  assert.match(mail.text, /^株式会社見本商事 様\n\n次を失効しました。\n\n\S+：末尾 2345\n/);
  assert.doesNotMatch(mail.text, /見本）|【見本】/);
});

test('sent again, it is the same message', () => {
  const one = row('revoked', { serialNumber: SERIAL, at: NOON, revocation: 'unspecified' });
  const ids = [one, { ...one, attempts: 7 }].map((notice) => composeMail(bank('9000'), notice).messageId);
  assert.equal(ids[0], ids[1]);
  assert.equal(ids[0], `<${one.id}@${bank('9000').mails.from.split('@')[1]}>`);
});
