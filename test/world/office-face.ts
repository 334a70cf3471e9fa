// The office face over real mutual TLS, for tests: officers who come with their certificates.

import { DESK, registerOffice } from '../../src/backoffice/register-office.ts';
import { registerLogon } from '../../src/portal/logon/register-logon.ts';
import type { OfficeInput } from '../../src/procedures/office/officer.ts';
import type { BankProfile } from '../../src/profile/bank-profile.ts';
import type { StoreLocation } from '../../src/store/store.ts';
import { banksAndOffice } from './banks.ts';
import type { HttpsVisitor } from './https-visitor.ts';
import { type LogonFace, openLogonFace } from './logon-face.ts';
import { type makeOfficer, type OfficerPerson, officerWithCertificate, stepUp } from './officers.ts';
import { settleFiles } from './profiles.ts';

export interface OfficeFace extends LogonFace {
  /** A browser in which a new officer of this role has logged on, an approver ready to approve (officers.ts). */
  officerAt(said: Parameters<typeof makeOfficer>[1] & { readonly stepsUp?: boolean }): Promise<{
    readonly officer: OfficerPerson;
    readonly browser: HttpsVisitor;
    /** The same, as procedures are asked. */
    readonly input: OfficeInput;
  }>;
}

/** The office's code in tests. */
export const OFFICE = '0000';

/** On SQLite, unless told where. */
export async function openOfficeFace(
  location?: StoreLocation,
  banks: ReadonlyMap<string, BankProfile> = banksAndOffice(),
): Promise<OfficeFace> {
  const face = await openLogonFace({
    ...(location && { location }),
    banks: async (store) => (await settleFiles(store, banks)).banks,
    host: 'office',
    register: async (app, world) => {
      const addresses = { ...world.addresses, logonOrigin: world.addresses.officeOrigin };
      await registerLogon(app, { ...world, addresses }, { home: DESK, throttle: { triesPerMinute: 1000 } });
      await registerOffice(app, world);
    },
  });
  return {
    ...face,
    officerAt: async (said) => {
      const { officer, acquired } = await officerWithCertificate(face.world, said);
      const browser = await face.logOn(officer, acquired);
      const token = browser.cookies.get('__Host-warifu-session');
      const input = { certificate: acquired.certificate, token };
      if (said.stepsUp !== false && said.role === 'approver') await stepUp(face.world, officer, input);
      return { officer, browser, input };
    },
  };
}
