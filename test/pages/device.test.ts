// Who keeps the key in a device of the own: the choice where the bank has it, what to enter there, and the way on.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { enrolByToken } from '../../src/procedures/enrol/enrol-by-token.ts';
import { openStore } from '../../src/store/store.ts';
import { entriesOf, openContract } from '../world/customers.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { banksWithDevices, requestFor } from '../world/est.ts';
import { makeMemoryFolder } from '../world/memory-folder.ts';
import { headingOf, openWww, type Visitor, type Www } from '../world/www.ts';
import { must } from '../world/year.ts';

describe('a key in a device', () => {
  let world: World;
  let www: Www;
  let folder: string;
  before(async () => {
    folder = await makeMemoryFolder();
    world = await makeWorld(await openStore({ dataFolder: folder }), { banks: banksWithDevices() });
    www = await openWww(world);
  });
  after(async () => {
    await www.app.close();
    await world.store.close();
    await world.dispose();
    await rm(folder, { recursive: true });
  });

  const WAY = (bankCode: string) => `/${bankCode}/enrolment/administrator`;
  async function atKeyPlace(bankCode: string): Promise<Visitor> {
    const visitor = www.visitor();
    const customer = await openContract(world, bankCode);
    const pages = world.banks.get(bankCode)?.enrolment.administrator.pages ?? [];
    for (const [page, fields] of pages.entries()) {
      const url = `${WAY(bankCode)}/identify${page === 0 ? '' : `/${page + 1}`}`;
      await visitor.get(url);
      const entries = Object.entries(entriesOf(customer)).filter(([name]) => fields.includes(name as never));
      assert.equal((await visitor.submit(url, Object.fromEntries(entries))).statusCode, 303);
    }
    return visitor;
  }
  const shown = (body: string) =>
    [...body.matchAll(/<dd class="code">([^<]+)<\/dd>/g)].map(([, value = '']) => value);

  test('is offered where the bank allows it, and refused where it does not', async () => {
    const here = await atKeyPlace('9000');
    assert.match((await here.get(`${WAY('9000')}/key-place`)).body, /id="place-token"/);
    const elsewhere = await atKeyPlace('9001');
    assert.doesNotMatch((await elsewhere.get(`${WAY('9001')}/key-place`)).body, /id="place-token"/);
    assert.equal((await elsewhere.submit(`${WAY('9001')}/key-place`, { keyPlace: 'token' })).statusCode, 400);
  });

  test('the page hands out what the software asks for, and leads on once there is a certificate', async () => {
    const visitor = await atKeyPlace('9000');
    await visitor.get(`${WAY('9000')}/key-place`);
    const chosen = await visitor.submit(`${WAY('9000')}/key-place`, { keyPlace: 'token' });
    assert.equal(chosen.headers.location, `${WAY('9000')}/make-key`);
    const page = await visitor.get(`${WAY('9000')}/make-key`);
    const [server, label, enrolment = '', token = ''] = shown(page.body);
    assert.deepEqual([server, label], ['https://est.logon.localhost:8444', '9000']);
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.doesNotMatch(page.body, /make-key\.js/);
    // Nothing there yet: back to this page, with a new password.
    const early = await visitor.get(`${WAY('9000')}/installed`);
    assert.equal(early.headers.location, `${WAY('9000')}/make-key`);
    const again = shown((await visitor.get(`${WAY('9000')}/make-key`)).body);
    assert.notEqual(again[3], token);

    const bringing = { bankCode: '9000', channelBindings: [], request: requestFor().request };
    must(await enrolByToken(world, { ...bringing, enrolment, token }, caller()));
    const installed = await visitor.get(`${WAY('9000')}/installed`);
    assert.equal(installed.statusCode, 200, headingOf(installed));
    assert.doesNotMatch(installed.body, /\.p12/);
  });
});
