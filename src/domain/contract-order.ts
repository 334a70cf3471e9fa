// What is to be done to contracts at the bank: entered by one officer, approved by another, and so carried out. Its life
// is that of a request form (request-form.ts); suspending alone waits for nobody.

import type { BankProfile } from '../profile/bank-profile.ts';
import { addDays, type Day } from './calendar.ts';
import type { ContractState } from './contract-state.ts';
import {
  type ContractTerms,
  changedTerms,
  readContractTerms,
  type Term,
  type TermsFault,
} from './contract-terms.ts';
import { faultOfName } from './person-name.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { FormDesk } from './request-form.ts';
import type { EndingCertificate } from './request-form-facts.ts';

export const CONTRACT_ORDER_KINDS = ['open', 'import', 'change', 'letter', 'resume', 'close'] as const;
export type ContractOrderKind = (typeof CONTRACT_ORDER_KINDS)[number];

/** One that was returned is entered anew: there is nothing to amend. */
export const CONTRACT_ORDER_STATES = ['entered', 'returned', 'withdrawn', 'done'] as const;
export type ContractOrderState = (typeof CONTRACT_ORDER_STATES)[number];

/** Who moves contract orders, and what is said to who may not. */
export const CONTRACT_DESK: FormDesk = {
  enter: 'contracts.enter',
  approve: 'contracts.approve',
  settled: 'order-settled',
  own: 'order-own',
};

/** A bank's list of contracts, as it was judged line by line. */
export interface ListSummary {
  readonly list: string;
  readonly fileName: string;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly size: number;
  readonly fresh: number;
  readonly unchanged: number;
  /** SHA-256 over what each line came to: the same list judged otherwise is another order. */
  readonly digest: string;
}

export interface OrderContent {
  readonly kind: ContractOrderKind;
  /** Empty: those of a list. */
  readonly contractId: string;
  /** Of a contract that is opened or changed. */
  readonly terms: ContractTerms | null;
  readonly list: ListSummary | null;
  readonly remark: string;
}

/** The contract as it stands: shown to the approver with the order, and part of what is approved. */
export interface OrderFacts {
  /** Null: there is none. */
  readonly contract: {
    readonly terms: ContractTerms;
    readonly state: ContractState;
    readonly stopped: boolean;
  } | null;
  /** Of a closing: what would end. */
  readonly ends: readonly EndingCertificate[];
}

/** Whether there is anything to do; asked at the entry and again at the approval. */
export function checkOrderPossible(
  { kind, terms, list }: Pick<OrderContent, 'kind' | 'terms' | 'list'>,
  { contract }: OrderFacts,
): Refusal | undefined {
  if (kind === 'import') return list?.fresh === 0 ? refuse('order-needless') : undefined;
  if (kind === 'open') return contract === null ? undefined : refuse('contract-exists');
  if (contract === null) return refuse('page-not-found');
  if (contract.state === 'closed') return refuse('contract-closed');
  const needless =
    (kind === 'resume' && contract.state === 'open' && !contract.stopped) ||
    (kind === 'change' && terms !== null && changedTerms(contract.terms, terms).length === 0);
  return needless ? refuse('order-needless') : undefined;
}

export type OrderField = Term | 'contractId' | 'remark';
export type OrderFault = TermsFault | 'far-day';

const LONGEST_REMARK = 300;
/** A slip of the pen in a day would keep the customer out for years. */
const FARTHEST_DAYS = 366;

/** Why it is done is said of everything but of an opening. */
const NEEDS_REMARK: readonly ContractOrderKind[] = ['letter', 'resume', 'close'];
/** Of these nothing else is said. */
export const onlyNeedsRemark = (kind: ContractOrderKind): boolean => NEEDS_REMARK.includes(kind);

/** What was typed, as an order; or what is wrong, by field. `before`: the day as it stands may stay. */
export function readOrderContent(
  profile: BankProfile,
  kind: Exclude<ContractOrderKind, 'import'>,
  entries: Readonly<Record<string, string>>,
  { today, before }: { readonly today: Day; readonly before?: ContractTerms | undefined },
): OrderContent | ReadonlyMap<OrderField, OrderFault> {
  const remark = (entries.remark ?? '').normalize('NFC').trim();
  const remarkFault =
    remark === '' && !onlyNeedsRemark(kind) ? undefined : faultOfName(remark, LONGEST_REMARK);
  const faults = new Map<OrderField, OrderFault>();
  const said = (name: Term | 'contractId') => entries[name] ?? '';
  const given = {
    ...{ contractId: said('contractId'), companyName: said('companyName'), companyKana: said('companyKana') },
    ...{ postalCode: said('postalCode'), postalAddress: said('postalAddress') },
    ...{ mail: said('mail'), language: said('language'), acquisitionFrom: said('acquisitionFrom') },
  };
  if (onlyNeedsRemark(kind)) {
    if (remarkFault !== undefined) return new Map([['remark', remarkFault]]);
    return { kind, contractId: given.contractId, terms: null, list: null, remark };
  }
  const read = readContractTerms(profile, given, today);
  if (read instanceof Map) {
    for (const [name, fault] of read) faults.set(name, fault);
  } else {
    const { acquisitionFrom } = read.terms;
    const far =
      acquisitionFrom > addDays(today, FARTHEST_DAYS) || acquisitionFrom < addDays(today, -FARTHEST_DAYS);
    if (far && acquisitionFrom !== before?.acquisitionFrom) faults.set('acquisitionFrom', 'far-day');
  }
  if (remarkFault !== undefined) faults.set('remark', remarkFault);
  if (read instanceof Map || faults.size > 0) return faults;
  return { kind, contractId: read.contractId, terms: read.terms, list: null, remark };
}
