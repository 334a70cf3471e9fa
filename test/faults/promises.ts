// What holds of every certificate and of the audit record whatever has failed at whatever moment
// (docs/issuance-cycle.md): nothing signed that was not planned, nothing planned that is not settled.

import assert from 'node:assert/strict';
import { hash, X509Certificate } from 'node:crypto';
import type { CertificationAuthority } from '../../src/ca/certification-authority.ts';
import { verifyAudit } from '../../src/store/read/audit.ts';
import type { Store } from '../../src/store/store.ts';
import type { CertificateRow } from '../../src/store/tables.ts';
import { parseCertificate } from '../../src/x509/certificate.ts';
import { serialNumberToHex } from '../../src/x509/serial-number.ts';
import { issuingOf } from '../world/authorities.ts';

/**
 * Asserts the promises, and gives every certificate of the store by its serial number.
 *
 * @param judged serial numbers whose certificates were found right before; those of this time are added.
 */
export async function assertPromises(
  store: Store,
  ca: CertificationAuthority,
  judged = new Set<string>(),
): Promise<Map<string, CertificateRow>> {
  assert.equal((await verifyAudit(store.db)).firstFault, undefined);
  const rows = await store.db.selectFrom('certificate').selectAll().execute();
  const records = Map.groupBy(
    await store.db.selectFrom('audit').selectAll().where('certificate', 'is not', null).execute(),
    (record) => record.certificate,
  );
  const issuer = new X509Certificate(issuingOf(ca).certificate);

  for (const row of rows) {
    const told = (act: string) =>
      (records.get(row.serial_number) ?? []).filter((one) => one.act === act && one.outcome === 'done');
    const [planned, ...plannedAgain] = told('certificate.planned');
    assert.ok(planned, `${row.serial_number} was planned`);
    const tbsSha256 = (tbs: Uint8Array) => hash('sha256', tbs, 'hex');
    const wasPlanned: string = JSON.parse(planned.details).tbsSha256;
    const [issued, ...issuedAgain] = told('certificate.issued');
    assert.deepEqual([...plannedAgain, ...issuedAgain], [], `${row.serial_number} is told once`);
    assert.equal(told('certificate.revoked').length, row.revoked_at === null ? 0 : 1);

    if (row.certificate === null) {
      assert.equal(wasPlanned, tbsSha256(row.tbs ?? new Uint8Array()));
      assert.notEqual(row.revoked_at, null, `${row.serial_number} is neither signed nor given up`);
      assert.equal(issued, undefined);
      continue;
    }
    assert.ok(issued && planned.sequence < issued.sequence, `${row.serial_number} was planned, then issued`);
    assert.equal(row.fingerprint, hash('sha256', row.certificate, 'hex'));
    if (judged.has(row.serial_number)) continue;
    const certificate = parseCertificate(row.certificate);
    assert.equal(wasPlanned, tbsSha256(certificate.tbs), 'signed as planned');
    assert.equal(serialNumberToHex(certificate.serialNumber), row.serial_number);
    assert.ok(new X509Certificate(row.certificate).verify(issuer.publicKey));
    judged.add(row.serial_number);
  }
  const unsettled = rows.filter((row) => row.certificate === null && row.revoked_at === null);
  assert.deepEqual(unsettled, []);
  return new Map(rows.map((row) => [row.serial_number, row]));
}
