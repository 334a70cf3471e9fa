// The columns of each report: what they are called and what of a row stands in them. One table for spreadsheet and paper.

import { statusOf } from '../../domain/certificate-status.ts';
import type { ReportKind } from '../../domain/report.ts';
import type { ReportRows } from '../../procedures/office/reports/report-rows.ts';
import type { BankProfile, Language, SecretField } from '../../profile/bank-profile.ts';
import { REASON_CODES } from '../../profile/reason-codes.ts';
import { requestFormOf } from '../../profile/request-forms.ts';
import { COMMON_WORDING, type PageWordingKey, say, type WordingKey } from '../../profile/wording/wording.ts';
import { certificateFactsOf } from '../../store/read/certificate.ts';

/** What texts are written with. */
export interface Tongue {
  readonly bank: BankProfile;
  readonly language: Language;
  readonly now: number;
}

export interface Column<Row> {
  readonly title: WordingKey;
  /** Of a page's width, beside the others. */
  readonly share: number;
  readonly cell: (row: Row, tongue: Tongue) => string | number;
}

const column = <Row>(
  name: ColumnName,
  share: number,
  cell: (row: Row, tongue: Tongue) => string | number | null,
): Column<Row> => ({
  title: `page.reports.column.${name}`,
  share,
  cell: (row, tongue) => cell(row, tongue) ?? '',
});

type ColumnName = PageWordingKey extends infer Key
  ? Key extends `page.reports.column.${infer Name}`
    ? Name
    : never
  : never;

const FORMAT = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Asia/Tokyo',
});
/** `2026-04-10 12:00:00`, Japan time: sorts, and every spreadsheet program reads it. */
const instant = (at: number | null | undefined) =>
  at === null || at === undefined ? '' : FORMAT.format(new Date(at));

const words =
  <Row>(key: (row: Row) => WordingKey) =>
  (row: Row, { bank, language }: Tongue) =>
    say(bank, language, key(row));

const who = ({ userId }: { readonly userId: string }, { bank, language }: Tongue) =>
  userId === '' ? bank.terms.administrator[language] : bank.terms.user[language];

/** An act in words; one of a version to come by its code. */
export function actText(act: string, language: Language): string {
  const key = `page.customers.act.${act}`;
  return COMMON_WORDING[language].has(key) ? say(undefined, language, key as WordingKey) : act;
}

/** A refusal's title; a code that is not ours as it is. */
export function reasonText(reason: string | null, { bank, language }: Pick<Tongue, 'bank' | 'language'>) {
  const known = REASON_CODES.find((code) => code === reason);
  return known === undefined ? (reason ?? '') : say(bank, language, `reason.${known}.title`);
}

const outcomeText = words<{ outcome: 'done' | 'refused' }>(
  ({ outcome }) => `page.reports.outcome.${outcome}`,
);
const secretText = (secret: SecretField, { bank, language }: Tongue) => bank.terms[secret][language];

export const COLUMNS: { readonly [Kind in ReportKind]: readonly Column<ReportRows[Kind]>[] } = {
  contracts: [
    column('contractId', 3, (row) => row.contract_id),
    column('company', 5, (row) => row.company_name),
    column('kana', 4, (row) => row.company_kana),
    column('mail', 4, (row) => row.mail),
    column(
      'contractState',
      2,
      words((row) => `page.customers.state.${row.state}`),
    ),
    column('stoppedAt', 3, (row) => instant(row.stopped_at)),
    column('acquisitionFrom', 2, (row) => row.acquisition_from),
    column('openedAt', 3, (row) => instant(row.created_at)),
  ],
  holders: [
    column('contractId', 3, ({ holder }) => holder.contractId),
    column('company', 4, ({ holder }) => holder.companyName),
    column('role', 2, ({ holder }, tongue) => who(holder, tongue)),
    column('userId', 2, ({ holder }) => holder.userId),
    column('userName', 3, ({ holder }) => holder.name),
    column(
      'contractState',
      2,
      words(({ holder }) => `page.customers.state.${holder.contractState}`),
    ),
    column(
      'holderState',
      2,
      words(({ holder }) => `page.customers.holderState.${holder.holderState}`),
    ),
    column('certificateState', 2, ({ certificate }, { bank, language }) =>
      certificate === undefined
        ? say(bank, language, 'page.reports.noCertificate')
        : say(bank, language, `page.office.certificates.status.${certificate.status}`),
    ),
    column('serialNumber', 4, ({ certificate }) => certificate?.serialNumber ?? ''),
    column('validFrom', 3, ({ certificate }) => instant(certificate?.notBefore)),
    column('validTo', 3, ({ certificate }) => instant(certificate?.notAfter)),
  ],
  ending: [
    column('contractId', 3, (row) => row.contract_id),
    column('company', 5, (row) => row.company_name),
    column('role', 2, (row, tongue) => who({ userId: row.user_id }, tongue)),
    column('userId', 2, (row) => row.user_id),
    column('serialNumber', 5, (row) => row.serial_number),
    column('certificateState', 2, (row, { bank, language, now }) =>
      say(bank, language, `page.office.certificates.status.${statusOf(certificateFactsOf(row), now)}`),
    ),
    column('validTo', 3, (row) => instant(row.not_after)),
  ],
  notAcquired: [
    column('contractId', 3, (row) => row.contractId),
    column('company', 5, (row) => row.companyName),
    column('role', 2, who),
    column('userId', 2, (row) => row.userId),
    column('userName', 3, (row) => row.name),
    column('acquisitionFrom', 2, (row) => row.from),
    column('windowEnd', 2, (row) => row.windowEnd),
  ],
  locks: [
    column('contractId', 3, (row) => row.contractId),
    column('company', 5, (row) => row.companyName),
    column('role', 2, who),
    column('userId', 2, (row) => row.userId),
    column('userName', 3, (row) => row.name),
    column('secret', 3, (row, tongue) => secretText(row.secret, tongue)),
    column(
      'channel',
      3,
      words((row) => `page.customers.channel.${row.channel}`),
    ),
    column('failures', 1, (row) => row.failures),
    column('lastAt', 3, (row) => instant(row.lastAt)),
  ],
  forms: [
    column('formNumber', 2, (row) => row.id),
    column(
      'formKind',
      3,
      ({ kind }, { bank, language }) => requestFormOf(bank, kind)?.name[language] ?? kind,
    ),
    column(
      'formState',
      2,
      words((row) => `page.forms.state.${row.state}`),
    ),
    column('contractId', 3, (row) => row.contractId),
    column('company', 4, (row) => row.companyName),
    column('userId', 2, (row) => row.userId),
    column('dueOn', 2, (row) => row.dueOn),
    column('enteredAt', 3, (row) => instant(row.enteredAt)),
    column('enteredBy', 2, (row) => row.enteredBy),
    column('decidedAt', 3, (row) => instant(row.decidedAt)),
    column('decidedBy', 2, (row) => row.decidedBy),
  ],
  activity: [
    column('day', 2, (row) => row.day),
    column('act', 5, ({ act }, { language }) => actText(act, language)),
    column('outcome', 2, outcomeText),
    column('reason', 4, ({ reason }, tongue) => reasonText(reason, tongue)),
    column('reasonCode', 4, (row) => row.reason),
    column('records', 1, (row) => row.records),
  ],
  audit: [
    column('sequence', 2, (row) => row.sequence),
    column('at', 3, (row) => instant(row.at)),
    column('act', 4, ({ act }, { language }) => actText(act, language)),
    column('actCode', 3, (row) => row.act),
    column('outcome', 1, outcomeText),
    column('reasonCode', 3, (row) => row.reason),
    column('contractId', 3, (row) => row.contract_id),
    column('userId', 2, (row) => row.user_id),
    column('serialNumber', 3, (row) => row.certificate),
    column('address', 2, (row) => row.address),
    column('reference', 2, (row) => row.reference),
    column('details', 5, (row) => row.details),
  ],
};
