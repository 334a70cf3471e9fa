// The columns of a bank's list of contracts.

import { type LineFault, type ListRow, readList } from '../read-list.ts';

/** The columns, by each name that a header may give them. */
export const COLUMNS = {
  contractId: ['contract_id', '契約者ID', '利用者番号', 'お客様ID'],
  companyName: ['company_name', '会社名', '契約者名'],
  companyKana: ['company_kana', '会社名カナ', '契約者名カナ'],
  postalCode: ['postal_code', '郵便番号'],
  postalAddress: ['postal_address', '住所'],
  mail: ['mail', 'メールアドレス'],
  acquisitionFrom: ['acquisition_from', '起算日'],
  contractPin: ['contract_pin', 'ご契約先暗証番号'],
  contractConfirmationPin: ['contract_confirmation_pin', 'ご契約先確認暗証番号'],
  cardNumber: ['card_number', 'カード番号'],
  cardCells: ['card_cells', 'カード乱数'],
  language: ['language', '言語'],
} as const;

export type Column = keyof typeof COLUMNS;
export const REQUIRED: readonly Column[] = ['contractId', 'companyName', 'mail'];

export type ContractRow = ListRow<Column>;

export function readContractList(content: Uint8Array): ContractRow[] | LineFault[] {
  return readList(content, COLUMNS, REQUIRED);
}
