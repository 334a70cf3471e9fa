// 開通確認, the choice: own PINs take the place of the first ones, all of them at once.

import { dayOf } from '../../domain/calendar.ts';
import { checkStanding } from '../../domain/contract-state.ts';
import { normaliseEntry } from '../../domain/entered-fields.ts';
import { faultsOfChoice, type PinFault, type TypedPin } from '../../domain/pin-choice.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { noticeOfPins } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import type { PinField } from '../../profile/bank-profile.ts';
import { readHolders, readSecrets } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import type { SecretRow } from '../../store/tables.ts';
import { beginAcquisitionDays, markActivationDone, setOwnPin } from '../../store/write/activation.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { deleteEnrolmentsOfHolder } from '../../store/write/enrolment.ts';
import { lockHolders } from '../../store/write/holder.ts';
import { endSessionsOfHolder } from '../../store/write/session.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { hashPin, verifyPin } from '../secrets/pin-hash.ts';
import { type ActivationKey, type LoadedActivation, loadActivation } from './activation.ts';

export interface ChoiceInput extends ActivationKey {
  readonly pins: Readonly<Partial<Record<PinField, TypedPin>>>;
}

/** A refused choice: its reason is that of the first fault. */
export interface RefusedChoice extends Refusal {
  readonly faults?: readonly PinFault[];
}

/**
 * Step 1: the way is open and first PINs are there. Step 2: the choice is judged, by its entries and against what the
 * holder has; nothing is counted, for who chooses has proved every PIN. Step 3: under lock all PINs change, or none.
 * Other holders' PINs are not compared: whoever chooses would learn them by trying.
 */
export async function choosePins(
  deployment: Deployment,
  input: ChoiceInput,
  caller: Caller,
): Promise<{ readonly done: true } | RefusedChoice> {
  const loaded = await loadActivation(deployment, input);
  if (isRefusal(loaded)) return loaded;
  if (loaded.row.done_at !== null || loaded.pins.length === 0) return refuse('activation-done');
  const typed = normalised(loaded.pins, input.pins);
  const faults = await judge(deployment, loaded, typed);
  const [first] = faults;
  const hashed =
    first === undefined
      ? await Promise.all(
          loaded.pins.map(async (kind) => ({
            kind,
            hash: await hashPin(deployment.keys, typed[kind]?.pin ?? ''),
          })),
        )
      : [];
  return await deployment.store.transaction(async (tx) => {
    const now = deployment.now();
    const refusal = first === undefined ? await replace(tx, loaded, hashed, now) : refusalFor(first);
    if (refusal === undefined) await tellOfPins(tx, deployment, loaded, caller, now);
    const deed = {
      act: first === undefined ? 'activation.completed' : 'activation.chosen',
      refusedFor: refusal?.cause,
      details: { role: loaded.row.role, ...(first && { secret: first.pin }) },
    };
    await appendAudit(tx, [auditOf(caller, loaded.holder, deed, now)]);
    if (refusal === undefined) return { done: true } as const;
    return first === undefined ? refusal : { ...refusal, faults };
  });
}

function normalised(pins: readonly PinField[], typed: ChoiceInput['pins']) {
  const entries = pins.map((pin) => {
    const { pin: value = '', again = '' } = typed[pin] ?? {};
    return [pin, { pin: normaliseEntry(value), again: normaliseEntry(again) }] as const;
  });
  return Object.fromEntries(entries) as Partial<Record<PinField, TypedPin>>;
}

const refusalFor = ({ pin, reason }: PinFault): Refusal =>
  refuse(reason, reason === 'form-invalid' ? { field: pin } : { secret: pin });

async function judge(
  { keys }: Deployment,
  { profile, holder, pins, secrets }: LoadedActivation,
  typed: ChoiceInput['pins'],
): Promise<PinFault[]> {
  const faults = faultsOfChoice(profile, pins, typed, [holder.contractId, holder.userId]);
  const others = pins.filter((pin) => faults.every((fault) => fault.pin !== pin));
  for (const pin of others) {
    const known = await findSame(secrets, (hash) => verifyPin(keys, hash, typed[pin]?.pin ?? ''));
    if (known !== undefined) {
      faults.push({ pin, reason: known.provisional === 1 ? 'pin-unchanged' : 'pin-same-as-other' });
    }
  }
  return pins.flatMap((pin) => faults.find((fault) => fault.pin === pin) ?? []);
}

async function findSame(
  secrets: readonly SecretRow[],
  isSame: (hash: string) => Promise<boolean>,
): Promise<SecretRow | undefined> {
  const same = await Promise.all(secrets.map(({ hash }) => isSame(hash)));
  return secrets.find((_, index) => same[index]);
}

/** Of two that choose at once, one finds the first PINs that it was judged by. */
async function replace(
  tx: Transaction,
  { profile, row, holder, pins, secrets }: LoadedActivation,
  hashed: readonly { readonly kind: PinField; readonly hash: string }[],
  now: number,
): Promise<Refusal | undefined> {
  await lockHolders(tx, [holder.id]);
  const [standing] = await readHolders(tx, [holder.id]);
  const barred = standing && checkStanding(standing);
  if (barred !== undefined) return barred;
  const present = await readSecrets(tx, holder.id);
  const unchanged = pins.every((pin) => hashOf(present, pin) === hashOf(secrets, pin));
  if (!unchanged) {
    // First PINs that were issued anew meanwhile are not the ones that were proved.
    return refuse(
      present.some(({ provisional }) => provisional === 1) ? 'activation-over' : 'activation-done',
    );
  }
  for (const pin of hashed) await setOwnPin(tx, holder.id, pin, now);
  if (holder.role === 'administrator' && profile.enrolment.countedFrom === 'activation') {
    await beginAcquisitionDays(tx, holder.id, dayOf(now));
  }
  await markActivationDone(tx, row.token_hash, now);
  await deleteEnrolmentsOfHolder(tx, holder.id);
  await endSessionsOfHolder(tx, holder.id, now);
  return undefined;
}

function tellOfPins(
  tx: Transaction,
  { banks }: Deployment,
  { profile, holder }: LoadedActivation,
  { address }: Caller,
  now: number,
): Promise<void> {
  const userAlone = profile.mails.userPinsChosen === 'user';
  return queueNotices(tx, banks, [noticeOfPins(holder, { address, userAlone }, now)], now);
}

const hashOf = (secrets: readonly SecretRow[], kind: PinField): string | undefined =>
  secrets.find((secret) => secret.kind === kind)?.hash;
