// The folder of banks as an operator sees it: what loads, and the very sentences for what does not.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkBankFolder } from './check-bank-folder.ts';
import { sampleSource } from './fixtures/sample-bank.ts';
import { loadBanks } from './load-banks.ts';
import { formatFault } from './profile-fault.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The faults of a folder with these files, as people read them, without the folder's name. */
function faultsOf(files: Record<string, string | Uint8Array>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'banks-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const loaded = loadBanks(folder);
    return loaded.ok ? [] : loaded.faults.map((fault) => formatFault(fault).replaceAll(folder, 'banks'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The fault of one bank 1283 with some text of its profile replaced. */
function faultsOfChanged(...[from, to]: [string | RegExp, string]): string[] {
  const source = sampleSource('1283');
  const changed = source.replace(from, to);
  assert.notEqual(changed, source, String(from));
  return faultsOf({ '1283/profile.json': changed });
}

test('the five sample banks load', () => {
  const loaded = loadBanks(here('../../banks'));
  assert.ok(loaded.ok, JSON.stringify(loaded));
  assert.deepEqual([...loaded.banks.keys()], ['1283', '1635', '5410', '9000', '9001']);
  for (const bank of loaded.banks.values()) assert.equal(bank.specimen, true);
});

test('a sixth bank that resembles none of them needs no code', () => {
  const loaded = loadBanks(here('fixtures/sixth-bank'));
  assert.ok(loaded.ok, JSON.stringify(loaded));
  assert.equal(loaded.banks.get('7777')?.users.maximum, 50);
});

const SHAPE: [title: string, from: string | RegExp, to: string, fault: string][] = [
  [
    'above a ceiling',
    /"windowDays": 80/,
    '"windowDays": 400',
    'activation.windowDays: 400 is more than the ceiling 180. Cure: choose 1 to 180.',
  ],
  [
    'below a floor',
    /"failureLimit": 5/,
    '"failureLimit": 1',
    'secrets.contractPin.failureLimit: 1 is less than the floor 3. Cure: choose 3 to 10.',
  ],
  [
    'no whole number',
    '"idleMinutes": 15',
    '"idleMinutes": 1.5',
    'logon.idleMinutes: must be a whole number, is 1.5. Cure: choose 1 to 30.',
  ],
  [
    'a number in quotes',
    '"idleMinutes": 15',
    '"idleMinutes": "15"',
    'logon.idleMinutes: must be a whole number, is "15". Cure: choose 1 to 30.',
  ],
  [
    'a key misspelt',
    '"softwareKeyboard"',
    '"softwareKeybord"',
    'softwareKeybord: no such entry is known here. Cure: write "softwareKeyboard", or remove it.',
  ],
  [
    'a field misspelt as key',
    /"contractPin": \{\s*"ja": "開通/,
    '"contactPin": {"ja": "開通',
    'hints.contactPin: no such entry is known here. Cure: write "contractPin", or remove it.',
  ],
  [
    'a target misspelt',
    '"target": "userLogon"',
    '"target": "userLogn"',
    'menus.top.sections[0].items[1].target: "userLogn" is not known here. Cure: write "userLogon"; known: administratorActivation, userActivation, administratorEnrolment, userEnrolment, administratorReAcquisition, userReAcquisition, administratorLogon, userLogon, administratorPasswordLogon, userPasswordLogon, certificateLookup, or menu:<name>.',
  ],
  [
    'a missing entry',
    /"specimen": true,/,
    '',
    'specimen: is missing. Cure: write it; the other banks’ profiles show how.',
  ],
  [
    'a blank text',
    '"見本かわせみ信用金庫"',
    '"　"',
    'name.ja: is blank. Cure: write the text, or leave the whole entry out.',
  ],
  [
    'a text that turns its neighbours around',
    '"見本かわせみ信用金庫"',
    '"\u202e見本"',
    'name.ja: holds a control or invisible character. Cure: type the text anew without it.',
  ],
  [
    'three years',
    '"years": 1',
    '"years": 3',
    'certificate.validity.years: 3 is more than the ceiling 2. Cure: choose 1 to 2.',
  ],
  ['a list entry twice', '"totp",', '"hotp",', 'token.kinds[1]: "hotp" stands here twice. Cure: remove one.'],
  [
    'true in quotes',
    '"softwareKeyboard": true',
    '"softwareKeyboard": "yes"',
    'softwareKeyboard: is "yes", not true or false. Cure: write true or false.',
  ],
  [
    'a wording that does not exist',
    '"forms":',
    '"wording": {"reason.busy.titel": {"ja": "混雑", "en": "Busy"}}, "forms":',
    'wording["reason.busy.titel"]: no such text exists. Cure: write "reason.busy.title", or remove it.',
  ],
  [
    'a wording with a gap that nothing fills',
    '"forms":',
    '"wording": {"reason.busy.title": {"ja": "{bankNam}は混雑", "en": "Busy"}}, "forms":',
    'wording["reason.busy.title"].ja: nothing fills {bankNam} here. Cure: write {bankName}.',
  ],
  [
    'another code than the folder’s',
    '"code": "1283"',
    '"code": "1284"',
    'code: "1284" is not the name of the folder, "1283". Cure: rename the folder to 1284, or write the code as 1283.',
  ],
];
for (const [title, from, to, fault] of SHAPE) {
  test(`shape: ${title}`, () =>
    assert.deepEqual(faultsOfChanged(from, to), [`banks/1283/profile.json: ${fault}`]));
}

test('files that are no profile', () => {
  const valid = sampleSource('1283');
  const cases: [Record<string, string | Uint8Array>, string][] = [
    [
      {},
      'banks: holds no bank. Cure: make a folder with the bank code as its name and a profile.json in it.',
    ],
    [
      { '1283/profil.json': valid },
      'banks/1283/profile.json: is not there. Cure: make it, or name the right folder.',
    ],
    [
      { '1283/profile.json': '' },
      'banks/1283/profile.json: line 1, column 1: the file ends too early. Cure: close every brace, bracket and quote.',
    ],
    [
      { '1283/profile.json': '{\n  "code": "1283",\n}' },
      'banks/1283/profile.json: line 3, column 1: a comma stands before }. Cure: remove the comma.',
    ],
    [
      { '1283/profile.json': Uint8Array.from([0x7b, 0x82, 0xa0, 0x7d]) },
      'banks/1283/profile.json: is not UTF-8. Cure: save it as UTF-8 (in Notepad: 名前を付けて保存, 文字コード UTF-8).',
    ],
    [
      { '1283/profile.json': '[]' },
      'banks/1283/profile.json: is [], not entries in { }. Cure: write entries in { }.',
    ],
  ];
  for (const [files, fault] of cases) assert.deepEqual(faultsOf(files), [fault]);
});

test('a byte order mark does no harm, and files beside the folders neither', () => {
  assert.deepEqual(
    faultsOf({ '1283/profile.json': `\ufeff${sampleSource('1283')}`, 'readme.txt': '', '.git/x': '' }),
    [],
  );
});

test('every fault of every bank is told at once, by file', () => {
  const spoilt = sampleSource('9001')
    .replace('"idleMinutes": 15', '"idleMinutes": 99')
    .replace('"specimen": true', '"specimen": 1');
  const faults = faultsOf({
    '9001/profile.json': spoilt,
    '1283/profile.json': '{',
    '9000/profile.json': sampleSource(),
  });
  assert.deepEqual(
    faults.map((fault) => fault.split(': ').slice(0, 2).join(': ')),
    [
      'banks/1283/profile.json: line 1, column 2',
      'banks/9001/profile.json: specimen',
      'banks/9001/profile.json: logon.idleMinutes',
    ],
  );
});

test('a folder that is not there', () => {
  const loaded = loadBanks('no/such/banks');
  assert.ok(!loaded.ok);
  assert.deepEqual(loaded.faults.map(formatFault), [
    'no/such/banks: is not there. Cure: make it, or name the right folder.',
  ]);
});

test('bank check: one bank’s folder, a folder of banks, and a faulty one', () => {
  assert.equal(
    checkBankFolder(here('../../banks/9000')).report,
    '9000 見本ちゅうおう信用金庫 (Mihon Chuo Shinkin Bank): in order, specimen',
  );
  assert.equal(checkBankFolder(here('../../banks')).report.split('\n').length, 5);
  const faulty = checkBankFolder('no/such');
  assert.equal(faulty.faults.length, 1);
  assert.match(faulty.report, /Cure: .*\n1 fault$/);
});
