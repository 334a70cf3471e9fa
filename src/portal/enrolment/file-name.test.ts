// Two certificates of one holder lie in one folder: each file has a name of its own.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { CertificateView } from '../../procedures/certificate-view.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { serialNumberToHex, timedSerialNumber } from '../../x509/serial-number.ts';
import { fileNameOf } from './file-name.ts';

test('certificates of one second and one name are saved under different names, in ASCII', () => {
  const names = Array.from({ length: 20 }, () => {
    const serialNumber = serialNumberToHex(timedSerialNumber(Date.UTC(2026, 10, 21), randomBytes(12)));
    return fileNameOf(
      { code: '9000' } as BankProfile,
      { commonName: '00000012345 見本', serialNumber } as CertificateView,
    );
  });
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^certificate-9000-00000012345----[0-9a-f]{6}\.p12$/);
});
