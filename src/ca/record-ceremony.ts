// What a ceremony made, put on record: both certificates with their audit records at once.

import { hash } from 'node:crypto';
import type { Store } from '../store/store.ts';
import { appendAudit } from '../store/write/audit.ts';
import { insertAuthorities } from '../store/write/certification-authority.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { formatName } from '../x509/name.ts';
import type { MadeAuthority } from './signer/key-name.ts';

export async function recordCeremony(
  store: Store,
  made: readonly MadeAuthority[],
  now: number,
): Promise<void> {
  const root = made.find(({ role }) => role === 'root');
  const rows = made.map(({ id, role, certificate, crlShards }) => {
    const parsed = parseCertificate(certificate);
    return {
      id,
      role,
      subject: formatName(parsed.subjectName),
      subject_der: parsed.subject,
      certificate,
      spki_sha256: hash('sha256', parsed.subjectPublicKeyInfo, 'hex'),
      not_before: parsed.notBefore,
      not_after: parsed.notAfter,
      created_at: now,
      root: role === 'issuing' ? (root?.id ?? null) : null,
      // By a clock that is moved too: the first generation issues as long as it is good.
      issues_from: role === 'issuing' ? parsed.notBefore : null,
      crl_shards: crlShards,
    };
  });
  await store.transaction(async (tx) => {
    await insertAuthorities(tx, rows);
    await appendAudit(
      tx,
      rows.map((row) => ({
        at: now,
        reference: `ceremony-${row.id}`,
        act: 'ca.ceremony',
        outcome: 'done' as const,
        details: { id: row.id, subject: row.subject, spkiSha256: row.spki_sha256 },
      })),
    );
  });
}
