// What an approved order does, in the transaction that approves it.

import { dayOf } from '../../../domain/calendar.ts';
import type { OrderContent } from '../../../domain/contract-order.ts';
import { changedTerms } from '../../../domain/contract-terms.ts';
import { lastFirstPrintDay } from '../../../domain/letter.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import { noticeOfContractMail, noticeOfNewContractMail } from '../../../notices/occasions.ts';
import { queueNotices } from '../../../notices/queue-notices.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import type { Transaction } from '../../../store/store.ts';
import type { AuditRecord } from '../../../store/write/audit.ts';
import { changeContractTerms, setContractState, setContractStopped } from '../../../store/write/contract.ts';
import { orderFirstLetter } from '../../../store/write/contract-order.ts';
import { clearGuesses } from '../../../store/write/guess-count.ts';
import { replaceSecrets } from '../../../store/write/user.ts';
import { auditOf } from '../../audit.ts';
import { closeContractIn } from '../../close-contract.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { endWaysOfHolder } from '../../end-ways.ts';
import { openContractsIn, rowOfTerms } from './import-list.ts';
import { beginList, type JudgedList } from './open-list.ts';
import { claimOf } from './order-access.ts';
import type { OrderTarget } from './order-facts.ts';

export interface ApprovedOrder extends OrderTarget {
  readonly id: string;
  readonly bank: BankProfile;
  readonly content: OrderContent;
  /** How the list of an import stood just before. */
  readonly judged: JudgedList | undefined;
}

/** Carries out what was judged to be possible; the records for the audit of the same transaction. */
export async function carryOutOrder(
  tx: Transaction,
  deployment: Deployment,
  order: ApprovedOrder,
  caller: Caller,
  now: number,
): Promise<readonly AuditRecord[] | Refusal> {
  const { id, bank, content, facts, holders } = order;
  const { kind, contractId, terms, list } = content;
  const [administrator] = holders;
  const record = (act: string, details: Record<string, string | number>) =>
    auditOf(caller, claimOf(bank, content), { act, details: { order: id, ...details } }, now);
  if (kind === 'import') {
    if (list === null) throw new Error(`order ${id} has no list`);
    const refusal = await beginList(tx, bank, { ...list, order: id }, order.judged);
    return refusal ?? [record('list.approved', { list: list.list, sha256: list.sha256, fresh: list.fresh })];
  }
  if (kind === 'open') {
    if (terms === null) throw new Error(`order ${id} says nothing of its contract`);
    await openContractsIn(tx, bank, [{ contractId, terms }], { order: id, now });
    return [record('contract.opened', {})];
  }
  if (administrator === undefined || facts.contract === null) throw new Error(`order ${id} has no contract`);
  if (kind === 'letter') {
    // First PINs that went astray open nothing from now on; the new ones are made when the letter is printed.
    await replaceSecrets(tx, administrator.id, []);
    await clearGuesses(tx, administrator);
    await endWaysOfHolder(tx, administrator.id, now);
    const print_until = lastFirstPrintDay(dayOf(now), bank.letters);
    const { contract } = administrator;
    await orderFirstLetter(tx, { contract, bank_code: bank.code, contract_order: id, print_until });
    return [record('contract.letter-ordered', {})];
  }
  if (kind === 'close') return closeContractIn(tx, deployment, holders, caller, now);
  if (kind === 'resume') {
    if (facts.contract.state === 'suspended') await setContractState(tx, administrator.contract, 'open', now);
    await setContractStopped(tx, administrator.contract, null, now);
    return [record('contract.resumed', {})];
  }
  if (terms === null) throw new Error(`order ${id} says nothing of its contract`);
  const before = facts.contract.terms;
  const row = { id: administrator.contract, bank_code: bank.code };
  await changeContractTerms(tx, { ...row, ...rowOfTerms(before) }, rowOfTerms(terms), now);
  const changed = changedTerms(before, terms);
  if (changed.includes('mail')) {
    const told = { ...administrator, companyName: terms.companyName, language: terms.language };
    const notices = [
      noticeOfContractMail({ ...told, contractMail: before.mail }, now),
      noticeOfNewContractMail({ ...told, contractMail: terms.mail }, now),
    ];
    await queueNotices(tx, deployment.banks, notices, now);
  }
  return [record('contract.changed', { changed: changed.join(' ') })];
}
