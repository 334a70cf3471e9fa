// The rules between banks: one code, one bank; one subject name, one holder (RFC 5280 4.1.2.6: one issuer for all).

import type { BankProfile } from './bank-profile.ts';
import { ROLES } from './bank-profile.ts';
import { namePattern, overlap } from './checks/name-pattern.ts';
import type { ProfileFault } from './profile-fault.ts';

/** Everything that is wrong between banks; `banks` is by file. */
export function checkBanksTogether(banks: ReadonlyMap<string, BankProfile>): ProfileFault[] {
  const all = [...banks];
  return all.flatMap(([file, bank], index) =>
    all.slice(0, index).flatMap(([otherFile, other]) => {
      if (bank.code === other.code) {
        const message = `${bank.code} is already the code of ${otherFile}`;
        return [{ file, path: 'code', message, cure: 'give each bank its own code' }];
      }
      if (!shareSubjects(bank, other)) return [];
      const message = `a holder here can have the same subject name as one of ${otherFile}: both are of “${bank.certificate.organization}”`;
      const cure = 'put {bankCode} into certificate.commonName, or give the banks different organizations';
      return [{ file, path: 'certificate', message, cure }];
    }),
  );
}

/** Names are compared without regard to case and spare spaces (RFC 5280 7.1). */
function shareSubjects(a: BankProfile, b: BankProfile): boolean {
  const [first, second] = [a, b].map(({ certificate: { country, organization } }) =>
    `${country}/${organization}`.normalize('NFKC').toLowerCase(),
  );
  if (first !== second) return false;
  return ROLES.some((roleOfA) =>
    ROLES.some((roleOfB) => {
      const [patternA, patternB] = [namePattern(a, roleOfA), namePattern(b, roleOfB)];
      return patternA !== undefined && patternB !== undefined && overlap(patternA, patternB);
    }),
  );
}
