// Reads what an order acts upon, as it stands now.

import { dayOf } from '../../../domain/calendar.ts';
import { subjectKeyOf } from '../../../domain/certificate-subject.ts';
import { checkOrderPossible, type OrderContent, type OrderFacts } from '../../../domain/contract-order.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import {
  type FoundHolder,
  findContractsBySubject,
  findHolder,
  readSecrets,
} from '../../../store/read/contract.ts';
import { findContractTerms, findFirstLetter } from '../../../store/read/contract-order.ts';
import { readUsersOfContract } from '../../../store/read/user.ts';
import type { Reader } from '../../../store/store.ts';
import { endingNow } from '../forms/form-facts.ts';

export interface OrderTarget {
  readonly facts: OrderFacts;
  /** The administrator first, then every user; empty where there is no contract yet. */
  readonly holders: readonly FoundHolder[];
}

const NOTHING: OrderTarget = { facts: { contract: null, ends: [] }, holders: [] };

type Asked = Pick<OrderContent, 'kind' | 'contractId'>;

/** The contract of an order, and what would end; without anything of a contract that is not there. */
export async function readOrderTarget(
  db: Reader,
  bank: BankProfile,
  { kind, contractId }: Asked,
  now: number,
): Promise<OrderTarget> {
  if (kind === 'import' || kind === 'open') return NOTHING;
  const holder = await findHolder(db, { bankCode: bank.code, contractId, userId: '' });
  const terms = holder && (await findContractTerms(db, holder.contract));
  if (holder === undefined || terms === undefined) return NOTHING;
  const holders = [holder, ...(kind === 'close' ? await readUsersOfContract(db, holder.contract) : [])];
  const contract = { terms, state: holder.contractState, stopped: holder.stoppedAt !== null };
  return { facts: { contract, ends: kind === 'close' ? await endingNow(db, holders, now) : [] }, holders };
}

/** Another first letter is for who has none that waits, and has chosen no PINs of its own yet. */
async function checkLetter(
  db: Reader,
  { kind }: Asked,
  { holders: [administrator] }: OrderTarget,
  now: number,
): Promise<Refusal | undefined> {
  if (kind !== 'letter' || administrator === undefined) return undefined;
  const letter = await findFirstLetter(db, administrator.contract);
  const waits = letter !== undefined && letter.printedAt === null && letter.printUntil >= dayOf(now);
  const own = (await readSecrets(db, administrator.id)).some(({ provisional }) => provisional === 0);
  return waits || own ? refuse('order-needless') : undefined;
}

/** The same, if there is anything to do; also `contract-exists`. */
export async function judgeOrder(
  db: Reader,
  bank: BankProfile,
  content: Asked & Pick<OrderContent, 'terms' | 'list'>,
  now: number,
): Promise<OrderTarget | Refusal> {
  if (content.kind === 'open') {
    const subject = subjectKeyOf(bank, { ...content, role: 'administrator', userId: '' });
    if ((await findContractsBySubject(db, [subject])).length > 0) return refuse('contract-exists');
  }
  const target = await readOrderTarget(db, bank, content, now);
  const refusal = checkOrderPossible(content, target.facts) ?? (await checkLetter(db, content, target, now));
  return isRefusal(refusal) ? refusal : target;
}
