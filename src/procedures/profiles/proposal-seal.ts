// The seal over a proposal's row.

import { hash } from 'node:crypto';
import type { ProfileProposalTable } from '../../store/profile-tables.ts';
import type { DeploymentKeys } from '../deployment.ts';
import { isSealed, sealOf } from './profile-seal.ts';

const SEALED = [
  'id',
  'bank_code',
  'state',
  'source',
  'sha256',
  'purpose',
  'base_version',
  'entered_by',
  'entered_person',
  'entered_at',
  'decided_by',
  'decided_person',
  'decided_at',
  'remark',
  'version',
] as const satisfies readonly (keyof ProfileProposalTable)[];

/** A row before it is sealed. */
export type Unsealed = Omit<ProfileProposalTable, 'seal'>;

/** As every proposal begins. */
export const UNDECIDED = {
  state: 'entered',
  decided_by: null,
  decided_person: null,
  decided_at: null,
  remark: '',
  version: null,
} as const satisfies Partial<Unsealed>;

type Sealed = Pick<ProfileProposalTable, (typeof SEALED)[number]>;

export function sealOfProposal(keys: DeploymentKeys, row: Sealed): string {
  return sealOf(keys, 'proposal', ...SEALED.map((name) => row[name]));
}

/** Whether the row is as the program wrote it, its content included. */
export function isProposalUntouched(
  keys: DeploymentKeys,
  row: Sealed & Pick<ProfileProposalTable, 'content' | 'seal'>,
): boolean {
  return hash('sha256', row.content, 'hex') === row.sha256 && isSealed(row.seal, sealOfProposal(keys, row));
}
