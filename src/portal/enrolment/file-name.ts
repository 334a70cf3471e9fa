// What the saved file is called: ASCII for every system, and another name for each certificate, so that nobody
// imports an earlier one by mistake.

import type { CertificateView } from '../../procedures/certificate-view.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';

export function fileNameOf(profile: BankProfile, view: CertificateView): string {
  const name = view.commonName.replaceAll(/[^0-9A-Za-z-]/g, '-').slice(0, 40);
  return `certificate-${profile.code}-${name}-${view.serialNumber.slice(-6)}.p12`;
}
