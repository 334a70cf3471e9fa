// The office face over real mutual TLS, for tests: officers who come with their certificates.

import { DESK, registerOffice } from '../../src/backoffice/register-office.ts';
import { registerLogon } from '../../src/portal/logon/register-logon.ts';
import { banksAndOffice } from './banks.ts';
import type { HttpsVisitor } from './https-visitor.ts';
import { type LogonFace, openLogonFace } from './logon-face.ts';
import { type makeOfficer, type OfficerPerson, officerWithCertificate } from './officers.ts';

export interface OfficeFace extends LogonFace {
  /** A browser in which a new officer of this role has logged on. */
  officerAt(
    said: Parameters<typeof makeOfficer>[1],
  ): Promise<{ readonly officer: OfficerPerson; readonly browser: HttpsVisitor }>;
}

/** The office's code in tests. */
export const OFFICE = '0000';

export async function openOfficeFace(): Promise<OfficeFace> {
  const face = await openLogonFace({
    banks: banksAndOffice(),
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
      return { officer, browser: await face.logOn(officer, acquired) };
    },
  };
}
