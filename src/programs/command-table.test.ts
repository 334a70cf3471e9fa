// Every command: help that names each of its options, and for each that changes something a dry run that changes nothing
// and JSON for programs.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { LineEnded } from '../../test/world/command-lines.ts';
import { mustAcquire, openContract } from '../../test/world/customers.ts';
import { makeWorld, PEPPER } from '../../test/world/deployment.ts';
import { giveToken } from '../../test/world/tokens.ts';
import { publishRevocationLists } from '../ca/publish-revocation-lists.ts';
import { openStore } from '../store/store.ts';
import { parseCertificateRevocationList } from '../x509/certificate-revocation-list.ts';
import { MANNER } from './command.ts';
import { COMMANDS } from './command-table.ts';
import { usageOf } from './usage.ts';

/** What these do is to show, to check, or to write a file of what is there. */
const CHANGE_NOTHING = [
  ...['serve', 'signer', 'completion', 'bank check', 'backup verify', 'certificate show', 'ocsp show'],
  ...['ca show', 'ca policy', 'ca shares', 'crl show', 'crl save', 'root show', 'root export', 'root record'],
  ...['audit verify', 'audit head', 'audit prove', 'audit prove-growth'],
];

for (const { words, operands, needs, mayHave } of COMMANDS) {
  const name = words.join(' ');
  test(`warifu ${name}: its help names what it takes`, () => {
    const help = usageOf(words);
    for (const operand of operands) assert.match(help, new RegExp(operand.replaceAll('|', '\\|')));
    for (const option of [...needs, ...mayHave]) assert.match(help, new RegExp(`--${option}\\b`));
    if (CHANGE_NOTHING.includes(name)) return;
    for (const option of MANNER) assert.ok(mayHave.includes(option), `--${option}`);
  });
}

let folder: string;
let lines: (readonly [words: string, says: RegExp])[];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warifu-lines-'));
  const data = join(folder, 'data');
  await mkdir(join(data, 'demo'), { recursive: true });
  await writeFile(join(data, 'demo', 'pepper'), PEPPER);
  const store = await openStore({ dataFolder: data });
  const world = await makeWorld(store, { keyFolder: join(data, 'ca'), now: Date.now() });
  const customer = await openContract(world, '9000');
  const { view } = await mustAcquire(world, customer);
  await publishRevocationLists(store, world.ca, world.now());
  const owner = await openContract(world, '1283');
  await giveToken(world, { bankCode: '1283', contractId: owner.contractId });
  await store.close();

  const file = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const contracts = await file('contracts.csv', 'contract_id,company_name,mail\n55500000001,A,a@b.example\n');
  const users = await file(
    'users.csv',
    `contract_id,user_id,name,mail,permission,user_pin\n${customer.contractId},hanako,花子,a@b.example,yes,\n`,
  );
  const tokens = await file(
    'tokens.csv',
    `serial_number,contract_id,secret_base32\nNEW-1,${owner.contractId},JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n`,
  );
  const its = `--bank 9000 --contract ${customer.contractId}`;
  lines = [
    ['bank take 9000', /"version":1/],
    [`contract import ${contracts} --bank 9000`, /"loaded":\["55500000001"\].*"letters":null/],
    [`contract unlock ${its}`, /"dryRun":true/],
    [`contract resume ${its}`, /"resumed":false/],
    [`user import ${users} --bank 9000`, /"userId":"hanako"/],
    [`certificate revoke --bank 9000 --serial ${view.serialNumber} --reason keyCompromise`, /"revoked"/],
    [`certificate reissue ${its}`, /"dryRun":true/],
    [`token import ${tokens} --bank 1283`, /"loaded":\["NEW-1"\]/],
    [`token end --bank 1283 --contract ${owner.contractId}`, /"dryRun":true/],
    [
      'officer create --bank 9000 --id suzuki --role operator --person 1 --name 鈴木 --mail s@bank.example',
      /^\{"bankCode":"9000","officerId":"suzuki","role":"operator","dryRun":true\}\n$/,
    ],
  ];
});
after(() => rm(folder, { recursive: true }));

async function runAll(asked: readonly (readonly string[])[]): Promise<LineEnded[]> {
  const program = new URL('../../test/world/command-lines.ts', import.meta.url).pathname;
  const own = Object.entries(process.env).filter(([name]) => !/^(WARIFU_|DATABASE_URL)/.test(name));
  const env = {
    ...Object.fromEntries(own),
    ...{ WARIFU_DATA: join(folder, 'data'), WARIFU_OFFICE: join(import.meta.dirname, '../../office/0000') },
  };
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(asked)], { env });
  return JSON.parse(stdout);
}

test('a dry run says what would be, as JSON, and changes nothing; then it is done', async () => {
  // The first opening takes the banks' files into force.
  const opening = ['contract', 'resume', '--bank', '9000', '--contract', '00000000000'];
  const words = lines.map(([line]) => line.split(' '));
  const dry = words.map((line) => [...line, '--dry-run', '--json']);
  const real = words.slice(1).map((line) => [...line, '--json']);
  const [first, ...rest] = await runAll([opening, ...dry, ...real]);
  const tried = rest.slice(0, dry.length);
  for (const [at, { code, said, database }] of tried.entries()) {
    const [line, says] = lines[at] as (typeof lines)[number];
    assert.equal(code, 0, said);
    assert.match(said, says, line);
    assert.equal(JSON.parse(said).dryRun, true, line);
    assert.equal(database, first?.database, `${line} changed something`);
  }
  let before = first?.database;
  for (const [at, { code, said, database }] of rest.slice(dry.length).entries()) {
    const line = real[at]?.join(' ') ?? '';
    assert.equal(code, 0, said);
    assert.equal(JSON.parse(said).dryRun, false, line);
    // Nothing was stopped or mistyped.
    if (!/ (resume|unlock) /.test(line)) assert.notEqual(database, before, `${line} changed nothing`);
    before = database;
  }
});

test('a list is saved whole or not at all, and a folder that cannot take it is named', async () => {
  const place = join(folder, 'lists');
  await mkdir(join(place, 'taken.crl'), { recursive: true });
  await writeFile(join(place, 'full.crl'), 'of yesterday');
  const save = (name: string, ...more: string[]) => ['crl', 'save', join(place, name), ...more];
  const [full, delta, none, absent, taken] = await runAll([
    save('full.crl'),
    save('delta.crl', '--list', 'delta'),
    save('none.crl', '--list', '99'),
    save('absent/full.crl'),
    save('taken.crl'),
  ]);
  assert.deepEqual([full?.code, delta?.code], [0, 0], `${full?.said}${delta?.said}`);
  const [whole, changes] = await Promise.all(
    ['full.crl', 'delta.crl'].map(async (name) =>
      parseCertificateRevocationList(await readFile(join(place, name))),
    ),
  );
  assert.deepEqual(whole?.extensions.cRLNumber, changes?.extensions.cRLNumber);
  assert.match(none?.said ?? '', /no list 99 of issuing-1 is published/);
  assert.match(absent?.said ?? '', /cannot be written \(ENOENT\)/);
  assert.match(taken?.said ?? '', /cannot be written \(EISDIR\).*as it was/);
  assert.deepEqual([none?.code, absent?.code, taken?.code], [1, 1, 1]);
  assert.deepEqual((await readdir(place)).sort(), ['delta.crl', 'full.crl', 'taken.crl']);
});
