// A line of the journal: an audit record as it was written, and what is needed to have its act again.

import { z } from 'zod';
import { SECRET_FIELDS } from '../../profile/fields.ts';
import type { JournaledCertificate } from '../../store/read/journal.ts';
import type { AuditRow, CertificateRow } from '../../store/tables.ts';
import { tbsOf } from '../../x509/certificate.ts';

const text = z.string();
const optional = text.nullable();
const number = z.number().int();
const octets = z.base64().transform((value): Uint8Array => Buffer.from(value, 'base64'));

const record = z.strictObject({
  ...{ sequence: number, at: number, reference: text, bank_code: optional, contract_id: optional },
  ...{ user_id: optional, act: text, outcome: z.enum(['done', 'refused']), reason: optional },
  ...{ certificate: optional, address: optional, details: text, hash: text, subtree: optional },
});

const planned = z.strictObject({
  ...{ serial_number: text, issuer: text, bank_code: text, contract_id: text, user_id: text, subject: text },
  ...{ spki_sha256: text, ticket: text, not_before: number, not_after: number, tbs: octets },
  ...{ planned_at: number, way: z.enum(['enrolment', 'renewal', 'reAcquisition']), address: text },
  approval: z.enum(['none', 'waiting', 'given']),
});

const signed = z.strictObject({ certificate: octets, fingerprint: text, signedAt: number });
const tokenUse = z.strictObject({ bankCode: text, serialNumber: text, lastUsed: number });

const guess = z.strictObject({
  ...{ user_id: text, secret: z.enum(SECRET_FIELDS), channel: z.enum(['open', 'certificate']) },
  ...{ failures: number, last_at: number },
});

const schema = z.strictObject({
  record,
  planned: planned.optional(),
  signed: signed.optional(),
  tokens: z.array(tokenUse).optional(),
  /** Wrong entries in a row under the id of the record's contract, none too, as they stood when this was written. */
  guesses: z.array(guess).optional(),
});

export type JournalLine = z.output<typeof schema>;
type PlannedPart = NonNullable<JournalLine['planned']>;

/** Undefined for what is no line, such as one that a crash has cut short. */
export function parseJournalLine(line: string): JournalLine | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

export function formatJournalLine(line: JournalLine): string {
  return JSON.stringify(line, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
}

/** What the journal adds to a record that plans or issues a certificate. */
export function certificatePartOf(
  record: AuditRow,
  row: JournaledCertificate | undefined,
): Pick<JournalLine, 'planned' | 'signed'> {
  if (row === undefined) return {};
  if (record.act === 'certificate.issued' && row.certificate !== null && row.fingerprint !== null) {
    const { certificate, fingerprint, signed_at } = row;
    return { signed: { certificate, fingerprint, signedAt: signed_at ?? record.at } };
  }
  if (record.act !== 'certificate.planned') return {};
  const { serial_number, issuer, bank_code, contract_id, user_id, subject, spki_sha256, ticket } = row;
  const { not_before, not_after, planned_at, way, address } = row;
  const tbs = row.tbs ?? tbsOf(row.certificate ?? new Uint8Array());
  // As it was planned: what became of it is told by later records.
  const approval = row.approval === 'none' ? 'none' : 'waiting';
  return {
    planned: {
      ...{ serial_number, issuer, bank_code, contract_id, user_id, subject, spki_sha256, ticket },
      ...{ not_before, not_after, tbs, planned_at, way, address, approval },
    },
  };
}

export function rowOfPlanned({ contract_id: _, user_id: __, ...planned }: PlannedPart): CertificateRow {
  return {
    ...planned,
    ...{ holder: '', certificate: null, fingerprint: null, signed_at: null, first_logon_at: null },
    ...{ revoked_at: null, revocation_reason: null, announced_days: null },
  };
}
