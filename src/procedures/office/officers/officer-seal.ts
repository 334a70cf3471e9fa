// Seals over the rows of officers and of what is to be done about them: whoever writes into the database past the program
// gives nobody a role and confirms nothing (security page, test 22).

import type { OfficerTable } from '../../../store/office-tables.ts';
import type { OfficerOrderTable } from '../../../store/officer-tables.ts';
import type { FoundOfficer } from '../../../store/read/officer.ts';
import type { DeploymentKeys } from '../../deployment.ts';
import { sealOfValues, sealsMatch } from '../forms/form-seal.ts';

type SealedOfficer = Omit<OfficerTable, 'seal'>;

export const sealOfOfficer = (keys: DeploymentKeys, row: SealedOfficer): string =>
  sealOfValues(keys, [
    ...['officer', row.holder, row.role, row.person, row.state],
    ...[row.created_by, row.created_at],
  ]);

/** The row with its seal. */
export const sealedOfficer = (keys: DeploymentKeys, row: SealedOfficer): OfficerTable => ({
  ...row,
  seal: sealOfOfficer(keys, row),
});

/** The row behind what a question gave. */
export const officerRowOf = (found: FoundOfficer): OfficerTable => ({
  holder: found.holder,
  role: found.officerRole,
  person: found.person,
  state: found.officerState,
  created_by: found.createdBy,
  created_at: found.createdAt,
  seal: found.seal,
});

export function isOfficerUntouched(keys: DeploymentKeys, found: FoundOfficer): boolean {
  const row = officerRowOf(found);
  return sealsMatch(sealOfOfficer(keys, row), row.seal);
}

/** The halves of the sheet are sealed by themselves. */
type SealedOrder = Omit<OfficerOrderTable, 'seal' | 'entry_key' | 'password' | 'app'>;

export const sealOfOfficerOrder = (keys: DeploymentKeys, row: SealedOrder): string =>
  sealOfValues(keys, [
    ...['officer order', row.id, row.bank_code, row.kind, row.holder, row.state, row.content],
    ...[row.entered_by, row.entered_person, row.entered_at],
    ...[row.decided_by, row.decided_person, row.decided_at],
  ]);

export const isOfficerOrderUntouched = (keys: DeploymentKeys, row: OfficerOrderTable): boolean =>
  sealsMatch(sealOfOfficerOrder(keys, row), row.seal);
