// The pages of a way while the bank's profile changes: who has begun sees the old questions to the end, who comes now
// the new ones, on whichever server.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { BankProfile, Field } from '../../src/profile/bank-profile.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { type Customer, entriesOf, openContract } from '../world/customers.ts';
import type { World } from '../world/deployment.ts';
import { approved, changed, makeProfileWorld, proposed, secondProcess } from '../world/profiles.ts';
import { twoOfficers } from '../world/request-forms.ts';
import { openWww, type Visitor, type Www } from '../world/www.ts';

let folder: string;
let store: Store;
let world: World;
let www: Www;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warifu-versions-'));
  store = await openStore({ dataFolder: folder });
  world = await makeProfileWorld(store);
  www = await openWww(world);
});
after(async () => {
  await www.app.close();
  await store.close();
  await world.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function activate(bankCode: string, change: (profile: BankProfile) => Partial<BankProfile>) {
  const { operator, approver } = await twoOfficers(world, bankCode);
  const proposal = await proposed(world, operator, bankCode, changed(world, bankCode, change));
  const done = await approved(world, approver, bankCode, proposal);
  assert.ok('state' in done && done.state === 'active', JSON.stringify(done));
}

const typed = (customer: Customer, fields: readonly Field[]) => {
  const entries = entriesOf(customer);
  return Object.fromEntries(fields.map((field) => [field, entries[field] ?? '']));
};

async function answered(visitor: Visitor, url: string, fields: Record<string, string>, next: string) {
  assert.equal((await visitor.get(url)).statusCode, 200, url);
  const answer = await visitor.submit(url, fields);
  assert.equal(answer.statusCode, 303, answer.body);
  assert.equal(answer.headers.location, next);
}

test('an acquisition of two pages ends with its second page; a new one has one', async () => {
  const customer = await openContract(world, '1283');
  const other = await openContract(world, '1283');
  const way = '/1283/enrolment/administrator';
  const early = www.visitor();
  await answered(
    early,
    `${way}/identify`,
    typed(customer, ['contractId', 'contractPin']),
    `${way}/identify/2`,
  );
  const elsewhere = await openWww(await secondProcess(world));
  await activate('1283', ({ enrolment, certificate }) => ({
    enrolment: { ...enrolment, administrator: { pages: [enrolment.administrator.pages.flat()] } },
    certificate: { ...certificate, keyPlaces: ['system'] },
  }));
  await answered(
    early,
    `${way}/identify/2`,
    typed(customer, ['contractConfirmationPin']),
    `${way}/key-place`,
  );
  assert.match((await early.get(`${way}/key-place`)).body, /value="file"/);
  assert.equal(
    (await early.submit(`${way}/key-place`, { keyPlace: 'file' })).headers.location,
    `${way}/make-key`,
  );
  assert.equal((await early.get(`${way}/make-key`)).statusCode, 200);

  const late = www.visitor();
  const all = typed(other, ['contractId', 'contractPin', 'contractConfirmationPin']);
  await answered(late, `${way}/identify`, all, `${way}/key-place`);
  assert.equal((await late.get(`${way}/identify/2`)).statusCode, 404);
  // Another server, which has not looked yet: the way itself tells it of the version.
  const there = elsewhere.visitor();
  for (const [name, value] of late.cookies) there.cookies.set(name, value);
  const page = await there.get(`${way}/key-place`);
  assert.doesNotMatch(page.body, /value="file"/);
  // And who begins anew with an old way's cookie is asked as everybody is now.
  assert.match((await early.get(`${way}/identify`)).body, /name="contractConfirmationPin"/);
  await elsewhere.app.close();
});

test('開通確認 and a logon by id and password go on as they began', async () => {
  const fresh = await openContract(world, '9000', { activated: false });
  const customer = await openContract(world, '9000');
  const [visitor, caller] = [www.visitor(), www.visitor()];
  const activation = '/9000/activation/administrator';
  const logon = '/9000/password-logon/administrator';
  const first = typed(fresh, ['contractId', 'contractPin', 'contractConfirmationPin']);
  await answered(visitor, `${activation}/identify`, first, `${activation}/choose`);
  await answered(caller, logon, typed(customer, ['contractId', 'contractPin']), `${logon}/2`);
  await activate('9000', ({ logon: was, secrets }) => {
    const { passwordPages: pages } = was;
    assert.ok(pages);
    const administrator = { pages: pages.administrator.pages.slice(0, 1) };
    return {
      secrets: { ...secrets, contractPin: { ...secrets.contractPin, minLength: 10 } },
      logon: { ...was, passwordPages: { ...pages, administrator } },
    };
  });
  assert.match((await caller.get(`${logon}/2`)).body, /お客様カード/);
  assert.equal((await www.visitor().get(`${logon}/2`)).statusCode, 404);
  await visitor.get(`${activation}/choose`);
  const chosen = await visitor.submit(`${activation}/choose`, {
    ...{ contractPin: 'kq7wz3', contractPinAgain: 'kq7wz3' },
    ...{ contractConfirmationPin: 'm4xv9t', contractConfirmationPinAgain: 'm4xv9t' },
  });
  assert.equal(chosen.headers.location, `${activation}/done`, chosen.body);
});
