// A second person confirms what was entered about an officer, which carries it out in the same transaction; or it is
// declined. The sheet of a new password and app comes in two halves: who confirmed sees the first password, who entered
// the app's secret, each once. So nobody alone can log on in the new officer's place.

import { randomBytes } from 'node:crypto';
import { dayOf } from '../../../domain/calendar.ts';
import { checkOfficerDecision, type OfficerOrderContent } from '../../../domain/officer-order.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { findHolder } from '../../../store/read/contract.ts';
import { type FoundOfficerOrder, findOfficer, findOfficerOrder } from '../../../store/read/officer.ts';
import type { Transaction } from '../../../store/store.ts';
import { type AuditRecord, appendAudit } from '../../../store/write/audit.ts';
import { clearGuesses } from '../../../store/write/guess-count.ts';
import { lockHolders, permitAnew } from '../../../store/write/holder.ts';
import { changeOfficer, lockOfficerOrder, settleOfficerOrder } from '../../../store/write/officer.ts';
import { endActiveToken, insertToken } from '../../../store/write/token.ts';
import { replaceSecrets, setHolderState } from '../../../store/write/user.ts';
import { auditOf } from '../../audit.ts';
import { revokeIn } from '../../certificates/revocation.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { endWaysOfHolder } from '../../end-ways.ts';
import { TOKEN_SECRET_BYTES } from '../../secrets/one-time-password.ts';
import { sealBytes } from '../../secrets/sealed-bytes.ts';
import { type FirstPins, type MadePins, makeFirstPins } from '../../users/first-pins.ts';
import { appOf, checkNewOfficer, insertNewOfficer, uriOf } from '../create-officer.ts';
import { checkStepUp, type StepUpInput } from '../step-up.ts';
import { type AtOfficers, type OfficersInput, officersAt } from './officer-access.ts';
import {
  isOfficerOrderUntouched,
  isOfficerUntouched,
  officerRowOf,
  sealedOfficer,
  sealOfOfficerOrder,
} from './officer-seal.ts';

export interface OfficerDecisionInput extends OfficersInput, StepUpInput {
  readonly orderId: string;
  readonly decision: 'confirm' | 'decline';
}

/** What a carried out order leaves: whom it is about, and the two halves of a sheet. */
interface Outcome {
  readonly holder: string | null;
  readonly records: readonly AuditRecord[];
  readonly halves?: { readonly password: string; readonly app: string };
}

/** @returns refusals as {@link checkStepUp}, `order-settled`, `order-own`, `officer-own`, `officer-changed` … */
export async function decideOfficerOrder(
  deployment: Deployment,
  input: OfficerDecisionInput,
  caller: Caller,
): Promise<{ readonly orderId: string } | Refusal> {
  const { store, keys, now } = deployment;
  const at = await officersAt(deployment, input, 'officers.change');
  if (isRefusal(at)) return at;
  const { officer, office, served } = at;
  // Long work, so before the transaction, whatever the order is.
  const made = await makeFirstPins(deployment, office);
  return store.transaction(async (tx) => {
    await lockOfficerOrder(tx, input.orderId);
    const order = await findOfficerOrder(tx, served.code, input.orderId);
    if (order === undefined) return refuse('page-not-found');
    const content = JSON.parse(order.content) as OfficerOrderContent;
    const { decision } = input;
    const claim = { bankCode: office.code, contractId: served.code, userId: content.officerId };
    const proof =
      decision === 'confirm' ? await checkStepUp(tx, deployment, officer, input, caller) : { records: [] };
    const standing = { state: order.state, enteredPerson: order.entered_person, person: content.person };
    const outcome: Outcome | Refusal =
      proof.refusal ??
      (isOfficerOrderUntouched(keys, order) ? undefined : refuse('order-tampered')) ??
      checkOfficerDecision(decision, standing, officer) ??
      (decision === 'decline'
        ? { holder: order.holder, records: [] }
        : await carryOut(tx, deployment, at, { order, content, made }, caller));
    const details = {
      ...{ order: order.id, kind: order.kind, role: content.role },
      ...{ officer: officer.officerId, person: officer.person },
    };
    const act = decision === 'confirm' ? 'officer.order-confirmed' : 'officer.order-declined';
    if (isRefusal(outcome)) {
      const deed = { act, refusedFor: outcome.cause, details };
      await appendAudit(tx, [...proof.records, auditOf(caller, claim, deed, now())]);
      return outcome;
    }
    const half = (name: 'password' | 'app') =>
      outcome.halves === undefined
        ? new Uint8Array()
        : sealBytes(keys.sheet, ['officer', order.id, name], Buffer.from(outcome.halves[name]));
    const change = {
      holder: outcome.holder,
      state: decision === 'confirm' ? 'done' : 'declined',
      ...{ decided_by: officer.holder.id, decided_person: officer.person, decided_at: now() },
      ...{ password: half('password'), app: half('app') },
    } as const;
    const seal = sealOfOfficerOrder(keys, { ...order, ...change });
    if (!(await settleOfficerOrder(tx, order.id, { ...change, seal }))) {
      throw new Error(`order ${order.id} does not stand as it was read`);
    }
    await appendAudit(tx, [
      ...proof.records,
      auditOf(caller, claim, { act, details }, now()),
      ...outcome.records,
    ]);
    return { orderId: order.id };
  });
}

interface Confirmed {
  readonly order: FoundOfficerOrder;
  readonly content: OfficerOrderContent;
  readonly made: MadePins<FirstPins>;
}

async function carryOut(
  tx: Transaction,
  deployment: Deployment,
  { office, served }: AtOfficers,
  { order, content, made }: Confirmed,
  caller: Caller,
): Promise<Outcome | Refusal> {
  const { keys, now } = deployment;
  const secret = randomBytes(TOKEN_SECRET_BYTES.made);
  const halves = {
    password: made.pins.userPin ?? '',
    app: uriOf(office, `${served.code} ${content.officerId}`, secret),
  };
  if (order.kind === 'create') {
    const checked = checkNewOfficer(deployment, { ...content, bankCode: served.code });
    if (isRefusal(checked)) return checked;
    const by = order.entered_by;
    const inserted = await insertNewOfficer(tx, deployment, checked, { made, secret, by }, now());
    return isRefusal(inserted) ? inserted : { holder: inserted.id, records: [], halves };
  }
  const { holder } = order;
  if (holder === null) throw new Error(`order ${order.id} names nobody`);
  await lockHolders(tx, [holder]);
  const claim = { bankCode: office.code, contractId: served.code, userId: content.officerId };
  const [person, found] = [await findHolder(tx, claim), await findOfficer(tx, holder)];
  if (person === undefined || found === undefined) return refuse('officer-changed');
  if (!isOfficerUntouched(keys, found)) return refuse('officer-tampered');
  if (found.officerRole !== content.found?.role || found.officerState !== content.found.state) {
    return refuse('officer-changed');
  }
  const row = officerRowOf(found);
  if (order.kind === 'role') {
    await changeOfficer(tx, holder, sealedOfficer(keys, { ...row, role: content.role }));
    return { holder, records: [] };
  }
  if (order.kind === 'resume') {
    await setHolderState(tx, holder, 'active');
    await changeOfficer(tx, holder, sealedOfficer(keys, { ...row, state: 'active' }));
    return { holder, records: [] };
  }
  // Whoever has the lost telephone or PC has nothing any more.
  const revocation = { holder: person, reason: 'unspecified', by: 'bank' } as const;
  const records = await revokeIn(tx, deployment, revocation, caller, now());
  await endWaysOfHolder(tx, holder, now());
  await endActiveToken(tx, holder, now());
  await replaceSecrets(tx, holder, made.secretsOf(holder, now()));
  await clearGuesses(tx, person);
  await insertToken(tx, appOf(deployment, office, holder, secret, now()));
  await permitAnew(tx, holder, now(), dayOf(now()));
  return { holder, records, halves };
}
