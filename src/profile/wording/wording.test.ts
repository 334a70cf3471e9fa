// Every bank can say everything, in both languages, and every refusal says what to do (mission rule 7).

import assert from 'node:assert/strict';
import test from 'node:test';
import { sampleBank } from '../fixtures/sample-bank.ts';
import { REASON_CODES } from '../reason-codes.ts';
import { checkCommonWording, checkWording } from './check-wording.ts';
import { REASON_DETAILS } from './reason-details.ts';
import { COMMON_WORDING, REASON_PARTS, say } from './wording.ts';

const BANKS = [undefined, ...['9000', '9001', '1635', '5410', '1283'].map((code) => sampleBank(code))];
const LANGUAGES = ['ja', 'en'] as const;

test('the common wording has no gap that nothing fills', () => assert.deepEqual(checkCommonWording(), []));

test('both languages have the same keys', () => {
  assert.deepEqual([...COMMON_WORDING.en.keys()].sort(), [...COMMON_WORDING.ja.keys()].sort());
});

for (const bank of BANKS) {
  test(`every refusal can be said by ${bank?.code ?? 'no bank'}, with all details and with none`, () => {
    for (const reason of REASON_CODES) {
      const names = REASON_DETAILS[reason] ?? [];
      const all = Object.fromEntries(names.map((name) => [name, name === 'secret' ? 'contractPin' : '3']));
      for (const details of [{}, all]) {
        for (const language of LANGUAGES) {
          for (const part of REASON_PARTS) {
            const said = say(bank, language, `reason.${reason}.${part}`, details);
            assert.match(said, /\S/, reason);
            assert.doesNotMatch(said, /[{}[\]|]|undefined| {2}|「」/, `${reason}: ${said}`);
          }
        }
      }
    }
  });
}

test('titles are short enough for a phone', () => {
  for (const reason of REASON_CODES) {
    const title = say(sampleBank(), 'ja', `reason.${reason}.title`, { secret: 'contractConfirmationPin' });
    assert.ok(title.length <= 32, title);
  }
});

test('an expired certificate: the way out is the bank’s own', () => {
  const next = (code: string) => say(sampleBank(code), 'ja', 'reason.certificate-expired.next');
  assert.match(next('1283'), /90日目まで.*「電子証明書取得」.*「かわせみビジネスweb電子証明書再発行依頼書」/);
  assert.match(next('5410'), /「電子証明書再取得」/);
  assert.doesNotMatch(next('1635'), /日目まで/);
  assert.match(
    next('1635'),
    /^管理者の方は「みなとがわビジネスダイレクト電子証明書再発行依頼書」をお取引店へ/,
  );
});

test('a secret is named by the bank’s own term', () => {
  const title = (code: string) =>
    say(sampleBank(code), 'ja', 'reason.pin-wrong.title', { secret: 'contractPin' });
  assert.equal(title('9000'), 'ご契約先暗証番号が違います');
  assert.equal(title('5410'), 'ログインパスワードが違います');
});

test('a bank’s own wording takes the place of the common one, and only that', () => {
  const bank = sampleBank('9000', (spoilt) => {
    spoilt.wording = { 'reason.busy.title': { ja: '{bankName}は混雑', en: 'Busy' } };
  });
  assert.deepEqual(checkWording(bank), []);
  assert.equal(say(bank, 'ja', 'reason.busy.title'), '見本ちゅうおう信用金庫は混雑');
  assert.equal(say(bank, 'ja', 'reason.busy.next'), say(sampleBank(), 'ja', 'reason.busy.next'));
});

const FAULTY: [title: string, key: string, ja: string, message: RegExp][] = [
  ['key that does not exist', 'reason.bussy.title', 'x', /no such text/],
  ['gap that nothing fills', 'reason.busy.title', '{attemptsLeft}', /nothing fills \{attemptsLeft\}/],
  [
    'detail outside of brackets',
    'reason.pin-wrong.cause',
    'あと{attemptsLeft}回',
    /does not always have a value/,
  ],
  [
    'another bank’s form outside of brackets',
    'reason.busy.next',
    '{pinUnlockForm}',
    /does not always have a value/,
  ],
  ['brace without a partner', 'reason.busy.title', '{bankName', /no partner/],
  ['subject of two lines', 'mail.revoked.subject', '失効\nBcc: a@b.example', /line break/],
  ['mail that leads to a page', 'mail.revoked.body', '{facts}\nhttps://bank.example/', /address of a page/],
  ['customer’s words in a subject', 'mail.revoked.subject', '{companyName}', /nothing fills/],
];
for (const [title, key, ja, message] of FAULTY) {
  test(`fault in a bank’s wording: ${title}`, () => {
    const bank = sampleBank('9000', (spoilt) => {
      spoilt.wording = { [key]: { ja, en: 'x' } };
    });
    const faults = checkWording(bank);
    assert.equal(faults.length, 1, JSON.stringify(faults));
    assert.match(faults[0]?.message ?? '', message);
  });
}
