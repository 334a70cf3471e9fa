// Who tries contract ids and PINs learns nothing (OWASP ASVS 6.3.8; security page, test 2): whatever the cause, the
// same answer, down to its headers and its size, after the same time.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { isRefusal } from '../../src/domain/refusal.ts';
import { beginActivation } from '../../src/procedures/activate/begin-activation.ts';
import { answerEnrolmentPage } from '../../src/procedures/enrol/answer-enrolment-page.ts';
import { lookUpCertificate } from '../../src/procedures/enrol/look-up-certificate.ts';
import { answerPasswordPage } from '../../src/procedures/password-logon/answer-password-page.ts';
import type { Entries } from '../../src/procedures/secrets/check-secrets.ts';
import { suspendContract } from '../../src/procedures/suspend-contract.ts';
import { unlockContract } from '../../src/procedures/unlock.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { entriesOf, openContract } from '../world/customers.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { makeMemoryFolder } from '../world/memory-folder.ts';
import { openWww, type Www } from '../world/www.ts';

const WRONG = 'wrong999';

let folder: string;
let store: Store;
let world: World;
let www: Www;
let strangers: Strangers;

before(async () => {
  folder = await makeMemoryFolder();
  store = await openStore({ dataFolder: folder });
  world = await makeWorld(store);
  www = await openWww(world, { triesPerMinute: 1000 });
  strangers = await strangersAt('9000', '9001');
});
after(async () => {
  await www.app.close();
  await store.close();
  await world.dispose();
  await rm(folder, { recursive: true });
});

/** What strangers may try at a bank, by what is wrong with it. */
interface Strangers {
  readonly tries: Readonly<Record<string, () => Entries>>;
  /** Forgets what they have counted, except for who is locked. */
  forgive(): Promise<void>;
}

const identify = (bankCode: string, fields: Entries) =>
  answerEnrolmentPage(world, { bankCode, role: 'administrator', page: 0, fields }, caller());
const activate = (bankCode: string, fields: Entries) =>
  beginActivation(world, { bankCode, role: 'administrator', fields }, caller());
const logOn = (bankCode: string, fields: Entries) =>
  answerPasswordPage(world, { bankCode, role: 'administrator', page: 0, fields }, caller());
const lookUp = (bankCode: string, fields: Entries) =>
  lookUpCertificate(world, { bankCode, role: 'administrator', fields }, caller());

let invented = 0;
/** An id that nobody has and nobody tried before, as long as those of the banks here. */
function unknownId(): string {
  invented += 1;
  return String(30_000_000_000 + invented);
}

async function strangersAt(bankCode: string, otherBank: string): Promise<Strangers> {
  const known = await openContract(world, bankCode);
  const locked = await openContract(world, bankCode);
  const suspended = await openContract(world, bankCode);
  const elsewhere = await openContract(world, otherBank, { contractId: unknownId() });
  await suspendContract(world, suspended, caller());
  const limit = world.banks.get(bankCode)?.secrets.contractPin.failureLimit ?? 0;
  for (let tries = 0; tries < limit; tries += 1) {
    await identify(bankCode, { ...entriesOf(locked), contractPin: WRONG });
  }
  return {
    tries: {
      'unknown id': () => ({ ...entriesOf(known), contractId: unknownId() }),
      'wrong PIN': () => ({ ...entriesOf(known), contractPin: WRONG }),
      ...(known.contractConfirmationPin !== undefined && {
        'wrong confirmation PIN': () => ({ ...entriesOf(known), contractConfirmationPin: WRONG }),
      }),
      'locked, right PINs': () => entriesOf(locked),
      'locked, wrong PIN': () => ({ ...entriesOf(locked), contractPin: WRONG }),
      'suspended, wrong PIN': () => ({ ...entriesOf(suspended), contractPin: WRONG }),
      'another bank’s, right PINs': () => entriesOf(elsewhere),
    },
    forgive: async () => {
      for (const { contractId } of [known, suspended]) {
        await unlockContract(world, { bankCode, contractId }, caller());
      }
    },
  };
}

/** What the first page of a logon by ID and password does not ask. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  'password logon': 'wrong confirmation PIN',
  'password-logon/administrator': 'wrong confirmation PIN',
};

for (const [procedure, attempt] of [
  ['acquisition', identify],
  ['certificate lookup', lookUp],
  ['activation', activate],
  ['password logon', logOn],
] as const) {
  test(`${procedure}: one refusal, whatever the cause`, async () => {
    const { tries, forgive } = strangers;
    for (const [what, entries] of Object.entries(tries)) {
      if (what === NOT_ASKED[procedure]) continue;
      await forgive();
      const answer = await attempt('9000', entries());
      assert.ok(isRefusal(answer), what);
      assert.deepEqual([answer.reason, answer.details], ['not-accepted', {}], what);
    }
  });
}

for (const page of [
  'enrolment/administrator/identify',
  'certificate-lookup/administrator',
  'activation/administrator/identify',
  'password-logon/administrator',
]) {
  for (const accept of ['text/html', 'application/json']) {
    test(`${page} as ${accept}: one answer over HTTP, with the same headers and the same size`, async () => {
      const { tries, forgive } = strangers;
      const faces = [];
      for (const [what, entries] of Object.entries(tries)) {
        if (what === NOT_ASKED[page]) continue;
        await forgive();
        const visitor = www.visitor();
        await visitor.get(`/9000/${page}`);
        const fields = Object.fromEntries(Object.entries(entries()));
        const answer = await visitor.submit(`/9000/${page}`, fields, { accept });
        assert.equal(answer.statusCode, 403, what);
        const references = answer.body.match(/\b[0-9A-HJKMNP-TV-Z]{10}\b/g) ?? [];
        assert.equal(new Set(references).size, 1, 'the one thing that differs, of fixed length');
        const { date: _, ...headers } = answer.headers;
        const body = answer.body.replaceAll(references[0] ?? '', 'REFERENCE');
        faces.push({ headers, body, size: answer.rawPayload.length, cookies: [...visitor.cookies.keys()] });
      }
      for (const face of faces) assert.deepEqual(face, faces[0]);
    });
  }
}

const SAMPLES = 150;

/**
 * How well one set of times is told from another: the chance that one of the first took longer than one of the
 * second. 0.5 when nobody can tell.
 */
function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  let above = 0;
  for (const one of first) {
    for (const other of second) above += one > other ? 1 : one === other ? 0.5 : 0;
  }
  return above / (first.length * second.length);
}

for (const [procedure, attempt] of [
  ['acquisition', identify],
  ['activation', activate],
  ['password logon', logOn],
] as const) {
  test(`time of ${procedure}: unknown ids are not told from known ones in ${SAMPLES} tries of each`, async (t) => {
    // One PIN on the first page, and so one argon2 for each try.
    const { tries, forgive } = await strangersAt('5410', '9000');
    const kinds = ['unknown id', 'wrong PIN', 'locked, wrong PIN', 'another bank’s, right PINs'];
    const times = new Map(kinds.map((kind) => [kind, [] as number[]]));
    for (let round = -5; round < SAMPLES; round += 1) {
      await forgive();
      // Turned by one each round, so that load, caches and what ran before weigh on all alike.
      for (const index of kinds.keys()) {
        const kind = kinds[(index + round + kinds.length * 2) % kinds.length] ?? '';
        const entries = tries[kind]?.() ?? {};
        const began = performance.now();
        const answer = await attempt('5410', entries);
        if (round >= 0) times.get(kind)?.push(performance.now() - began);
        assert.ok(isRefusal(answer) && answer.reason === 'not-accepted', kind);
      }
    }
    // Four standard deviations of the estimate when there is no difference (Mann and Whitney).
    const most = 4 * Math.sqrt((2 * SAMPLES + 1) / (12 * SAMPLES * SAMPLES));
    const [unknown = []] = times.values();
    for (const kind of kinds.slice(1)) {
      const area = areaUnderCurve(times.get(kind) ?? [], unknown);
      t.diagnostic(`${kind} against unknown id: ${area.toFixed(3)}, at most ${most.toFixed(3)} from 0.5`);
      assert.ok(Math.abs(area - 0.5) < most, `${kind} is told from an unknown id: ${area}`);
    }
  });
}
