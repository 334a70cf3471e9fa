// What stands in the addresses of the help desk's pages: whose page, and where a list or a timeline goes on.

import type { BankPageContext } from '../../http/page.ts';
import { SEARCH_KINDS, type SearchPlace } from '../../procedures/office/help-desk/search-customers.ts';
import type { Claim } from '../../store/read/contract.ts';
import type { TimelineCursor } from '../../store/read/timeline.ts';

export const customersHref = ({ profile }: BankPageContext): string => `/${profile.code}/desk/customers`;

export function customerHref(
  context: BankPageContext,
  { bankCode, contractId, userId }: Claim,
  before?: TimelineCursor,
): string {
  const query = new URLSearchParams({
    ...(userId !== '' && { user: userId }),
    ...(before && { before: `${before.sequence}.${before.queuedAt}.${before.noticeId}` }),
  });
  const path = `${customersHref(context)}/${bankCode}/${encodeURIComponent(contractId)}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

export function cursorOf(value: unknown): TimelineCursor | undefined {
  const [, sequence, queuedAt, noticeId = ''] =
    /^(\d{1,16})\.(\d{1,16})\.([\w-]{0,64})$/.exec(typeof value === 'string' ? value : '') ?? [];
  return sequence === undefined
    ? undefined
    : { sequence: Number(sequence), queuedAt: Number(queuedAt), noticeId };
}

export const placeText = ({ kind, bankCode, word, id }: SearchPlace): string =>
  [kind, bankCode, id, word].join('.');

export function placeOf(value: unknown): SearchPlace | undefined {
  const [, said, bankCode = '', id = '', word = ''] =
    /^([a-zA-Z]+)\.(\d{4})\.([\w-]{1,64})\.([^\0]{0,64})$/u.exec(typeof value === 'string' ? value : '') ??
    [];
  const kind = SEARCH_KINDS.find((one) => one === said);
  return kind && { kind, bankCode, id, word };
}
