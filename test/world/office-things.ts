// Everything that a bank can have in the office, one of each, and the addresses of the desk's routes that name it.

import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { DESK as DESK_PATH } from '../../src/backoffice/register-office.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { approveForm } from '../../src/procedures/office/forms/settle-form.ts';
import type { OfficeInput } from '../../src/procedures/office/officer.ts';
import { enterOfficerOrder } from '../../src/procedures/office/officers/enter-officer-order.ts';
import { enterTokenOrder } from '../../src/procedures/office/tokens/order-token.ts';
import { confirmTokenFile, sendTokenFile } from '../../src/procedures/office/tokens/register-tokens.ts';
import type { BankProfile } from '../../src/profile/bank-profile.ts';
import { bank, banksAndOffice } from './banks.ts';
import { LIST_HEADER, mustEnter, send } from './contract-orders.ts';
import { type Acquired, mustAcquire, openContract } from './customers.ts';
import { caller } from './deployment.ts';
import { OFFICE, type OfficeFace } from './office-face.ts';
import { changed, proposed } from './profiles.ts';
import { enteredForm, shownForm } from './request-forms.ts';
import type { Route } from './www.ts';

/** Where the desk's routes stand. */
export const DESK = `/:bank/${DESK_PATH}`;

/** What stands in an address, by the name of its gap, or by the area and that. */
export type Ids = Readonly<Record<string, string>>;

const NO_ID = '00000000-0000-4000-8000-000000000000';
/** What nobody has. */
export const ABSENT: Ids = {
  ...{ contract: '49999999999', form: 'ZZZZZZZZ', letter: 'ZZZZZZZZ', serial: '5'.repeat(32) },
  ...{ card: NO_ID, sequence: '999999', officer: 'nobody99', order: NO_ID, list: NO_ID, file: NO_ID },
  ...{ id: NO_ID, proposal: NO_ID, version: '99', act: 'ended' },
  ...{ 'forms kind': 'cardReissue', 'reports kind': 'contracts' },
};

/** A route's address, its gaps filled. */
export function pathOf({ url }: Route, of: string, ids: Ids): string {
  const area = url.slice(DESK.length).split('/')[1] ?? '';
  return url.replace(':bank', OFFICE).replace(/:([a-z]+)/g, (_, gap: string) => {
    const id = gap === 'of' ? of : (ids[`${area} ${gap}`] ?? ids[gap]);
    assert.ok(id !== undefined, `${url}: name what stands for :${gap}`);
    return id;
  });
}

/** The sample banks, these with tokens too: with everything that a bank can have. */
export function banksWithEverything(codes: readonly string[]): ReadonlyMap<string, BankProfile> {
  const { token } = bank('1283');
  return new Map(
    [...banksAndOffice()].map(([code, profile]) => [
      code,
      codes.includes(code) ? { ...profile, token } : profile,
    ]),
  );
}

type Officer = Awaited<ReturnType<OfficeFace['officerAt']>>;

export interface Furnished {
  readonly ids: Ids;
  readonly operator: Officer;
  readonly approver: Officer;
  readonly certificate: Acquired;
}

/** Makes one of each for a bank; `name` stands in all that a page could show of it. */
export async function furnishBank(face: OfficeFace, bankCode: string, name: string): Promise<Furnished> {
  const { world } = face;
  const operator = await face.officerAt({ bankCode, role: 'operator' });
  const customer = await openContract(world, bankCode, { companyName: name });
  const certificate = await mustAcquire(world, customer);
  const { contractId } = customer;
  const target = { bankCode, contractId } as const;
  const form = await enteredForm(world, operator.input, { ...target, kind: 'revocation' });
  const carried = await enteredForm(world, operator.input, { ...target, kind: 'cardReissue' });
  const approver = await face.officerAt({ bankCode, role: 'approver' });
  const { hash } = await shownForm(world, approver.input, bankCode, carried);
  const approved = await approveForm(world, { ...approver.input, bankCode, formId: carried, hash }, caller());
  assert.ok(!isRefusal(approved), JSON.stringify(approved));
  const order = await enterOfficerOrder(
    world,
    {
      ...{ ...approver.input, bankCode, kind: 'create', officerId: 'yoso99' },
      entries: { name: name, mail: 'yoso@office.example', person: 'Y99', role: 'operator' },
      entryKey: randomUUID(),
    },
    caller(),
  );
  assert.ok(!isRefusal(order));
  const remarks = [name];
  const text = changed(world, bankCode, () => ({ remarks }));
  const proposal = await proposed(world, operator.input, bankCode, text);
  const changing = await mustEnter(world, operator.input, {
    ...{ ...target, kind: 'change', said: { companyName: `${name}第二` } },
  });
  const list = await send(world, operator.input, bankCode, `${LIST_HEADER}\n1,${name},a@b.example\n`);
  assert.ok(!isRefusal(list));
  const tokens = await tokensOf(face, bankCode, operator.input, contractId);
  const { db } = world.store;
  const letter = await db.selectFrom('letter').select('id').executeTakeFirstOrThrow();
  const cards = db.selectFrom('customer_card').select('id').where('state', '=', 'active');
  const card = await cards.executeTakeFirstOrThrow();
  const record = await db
    .selectFrom('audit')
    .select('sequence')
    .where('bank_code', '=', bankCode)
    .executeTakeFirstOrThrow();
  const ids: Ids = {
    ...ABSENT,
    ...{ contract: contractId, form, letter: letter.id, card: card.id, list: list.listId },
    ...{ 'officers order': order.orderId, 'contracts order': changing, ...tokens },
    ...{ serial: certificate.view.serialNumber, officer: operator.officer.userId, proposal },
    sequence: String(record.sequence),
  };
  return { ids, operator, approver, certificate };
}

/** A file of new seeds, sent and not yet in stock. @returns its id. */
async function seedFile(
  { world }: OfficeFace,
  input: OfficeInput & { readonly bankCode: string },
  serials: readonly string[],
): Promise<string> {
  const lines = serials.map((serial) => `${serial},${randomBytes(20).toString('hex')}`);
  const content = Buffer.from(['serial_number,secret_hex', ...lines, ''].join('\n'));
  const secrets = { key: '', password: '' };
  const read = await sendTokenFile(world, { ...input, fileName: 'seeds.csv', content, secrets });
  assert.ok('fileId' in read && read.fileId !== undefined, JSON.stringify(read));
  return read.fileId;
}

/** Puts seeds of these serial numbers into the bank's stock. */
export async function stockTokens(
  face: OfficeFace,
  input: OfficeInput & { readonly bankCode: string },
  serials: readonly string[],
): Promise<void> {
  const fileId = await seedFile(face, input, serials);
  assert.ok(!isRefusal(await confirmTokenFile(face.world, { ...input, fileId }, caller())));
}

/** An order that waits: a token of the stock for somebody. @returns its id. */
export async function orderToken(
  { world }: OfficeFace,
  input: OfficeInput & { readonly bankCode: string },
  given: { readonly serialNumber: string; readonly contractId: string; readonly userId?: string },
): Promise<string> {
  const entry = { userId: '', ...given, remark: '', entryKey: randomUUID() };
  const order = await enterTokenOrder(world, { ...input, ...entry }, caller());
  assert.ok(!isRefusal(order), JSON.stringify(order));
  return order.orderId;
}

/** A seed in stock, one that is to be given to somebody, and a file of seeds. */
async function tokensOf(
  face: OfficeFace,
  bankCode: string,
  operator: OfficeInput,
  contractId: string,
): Promise<Ids> {
  const input = { ...operator, bankCode };
  await stockTokens(face, input, ['Y1', 'Y2']);
  const order = await orderToken(face, input, { serialNumber: 'Y1', contractId });
  return { file: await seedFile(face, input, ['Y3']), 'tokens serial': 'Y2', 'tokens order': order };
}
