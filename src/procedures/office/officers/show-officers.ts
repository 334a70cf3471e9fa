// The officers of a bank, one of them, and what waits to be confirmed; and the halves of a sheet, each shown once.

import {
  checkOfficerConcerned,
  checkOfficerDecision,
  type OfficerOrderContent,
} from '../../../domain/officer-order.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import {
  type FoundOfficerOrder,
  findOfficerOrder,
  type ListedOfficer,
  readOfficers,
  readWaitingOfficerOrders,
} from '../../../store/read/officer.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { lockOfficerOrder, takeHalf } from '../../../store/write/officer.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { openBytes } from '../../secrets/sealed-bytes.ts';
import { type AtOfficers, type OfficersInput, officersAt } from './officer-access.ts';
import { isOfficerOrderUntouched, isOfficerUntouched } from './officer-seal.ts';

export interface ShownOfficer {
  readonly holder: ListedOfficer;
  readonly untouched: boolean;
  /** Whether whoever asks may do anything about this officer. */
  readonly mayChange: boolean;
}

export interface ShownOfficerOrder {
  readonly row: FoundOfficerOrder;
  readonly content: OfficerOrderContent;
  readonly untouched: boolean;
  readonly enteredBy: string;
  readonly decidedBy: string;
  readonly mayConfirm: boolean;
  readonly mayDecline: boolean;
  /** The half of the sheet that waits for whoever asks. */
  readonly half: 'password' | 'app' | undefined;
}

export interface OfficersView extends AtOfficers {
  readonly officers: readonly ShownOfficer[];
  readonly orders: readonly ShownOfficerOrder[];
}

export async function listOfficers(
  deployment: Deployment,
  input: OfficersInput,
): Promise<OfficersView | Refusal> {
  const at = await officersAt(deployment, input, 'officers.read');
  if (isRefusal(at)) return at;
  const { db } = deployment.store;
  const { officer, office, served } = at;
  const found = await readOfficers(db, office.code, served.code);
  const officers = found.map((holder) => ({
    holder,
    untouched: isOfficerUntouched(deployment.keys, holder),
    mayChange: checkOfficerConcerned(officer, holder.person) === undefined,
  }));
  const rows = await readWaitingOfficerOrders(db, served.code);
  return { ...at, officers, orders: rows.map((row) => shown(deployment, at, officers, row)) };
}

export async function showOfficer(
  deployment: Deployment,
  input: OfficersInput & { readonly officerId: string },
): Promise<(OfficersView & { readonly one: ShownOfficer }) | Refusal> {
  const view = await listOfficers(deployment, input);
  if (isRefusal(view)) return view;
  const one = view.officers.find(({ holder }) => holder.userId === input.officerId);
  return one === undefined ? refuse('page-not-found') : { ...view, one };
}

export async function showOfficerOrder(
  deployment: Deployment,
  input: OfficersInput & { readonly orderId: string },
): Promise<(OfficersView & { readonly order: ShownOfficerOrder }) | Refusal> {
  const view = await listOfficers(deployment, input);
  if (isRefusal(view)) return view;
  const row = await findOfficerOrder(deployment.store.db, view.served.code, input.orderId);
  if (row === undefined) return refuse('page-not-found');
  return { ...view, order: shown(deployment, view, view.officers, row) };
}

function shown(
  { keys }: Deployment,
  { officer }: AtOfficers,
  officers: readonly ShownOfficer[],
  row: FoundOfficerOrder,
): ShownOfficerOrder {
  const content = JSON.parse(row.content) as OfficerOrderContent;
  // Officers of the certification authority are known to a bank's by their part in it only.
  const nameOf = (id: string | null) =>
    officers.find(({ holder }) => holder.holder === id)?.holder.name ?? '';
  const standing = { state: row.state, enteredPerson: row.entered_person, person: content.person };
  const may = (decision: 'confirm' | 'decline') =>
    checkOfficerDecision(decision, standing, officer) === undefined;
  return {
    ...{ row, content },
    untouched: isOfficerOrderUntouched(keys, row),
    enteredBy: nameOf(row.entered_by),
    decidedBy: nameOf(row.decided_by),
    mayConfirm: may('confirm'),
    mayDecline: may('decline'),
    half: halfFor(row, officer),
  };
}

function halfFor(
  row: FoundOfficerOrder,
  { holder }: { readonly holder: { readonly id: string } },
): 'password' | 'app' | undefined {
  if (row.entered_by === holder.id && row.app.length > 0) return 'app';
  return row.decided_by === holder.id && row.password.length > 0 ? 'password' : undefined;
}

export interface SheetHalf extends AtOfficers {
  readonly content: OfficerOrderContent;
  readonly half: 'password' | 'app';
  readonly secret: string;
}

/** Shows who entered or confirmed an order the own half, once; `officer-sheet-shown` afterwards and to everybody else. */
export async function showSheetHalf(
  deployment: Deployment,
  input: OfficersInput & { readonly orderId: string },
  caller: Caller,
): Promise<SheetHalf | Refusal> {
  const { store, keys, now } = deployment;
  const at = await officersAt(deployment, input, 'officers.change');
  if (isRefusal(at)) return at;
  const { officer, office, served } = at;
  return store.transaction(async (tx): Promise<SheetHalf | Refusal> => {
    await lockOfficerOrder(tx, input.orderId);
    const order = await findOfficerOrder(tx, served.code, input.orderId);
    if (order === undefined) return refuse('page-not-found');
    const content = JSON.parse(order.content) as OfficerOrderContent;
    const half = halfFor(order, officer);
    const sealed = half && (await takeHalf(tx, order.id, half));
    const refusal =
      sealed === undefined
        ? refuse('officer-sheet-shown')
        : isOfficerOrderUntouched(keys, order)
          ? undefined
          : refuse('order-tampered');
    const claim = { bankCode: office.code, contractId: served.code, userId: content.officerId };
    const details = { order: order.id, half: half ?? '', officer: officer.officerId };
    const deed = { act: 'officer.sheet-shown', refusedFor: refusal?.cause, details };
    await appendAudit(tx, [auditOf(caller, claim, deed, now())]);
    if (refusal !== undefined || half === undefined || sealed === undefined) {
      return refusal ?? refuse('officer-sheet-shown');
    }
    const secret = openBytes(keys.sheet, ['officer', order.id, half], sealed).toString();
    return { ...at, content, half, secret };
  });
}
