// `warifu officer create …`: the first officer, and whoever comes later.

import { randomUUID } from 'node:crypto';
import { OFFICER_ROLES } from '../../domain/officer.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { createOfficer, type NewOfficer } from '../../procedures/office/create-officer.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';
import { type Manner, onDeployment } from './on-deployment.ts';

export type OfficerInput = Omit<NewOfficer, 'role'> & { readonly role: string };

export async function makeOfficer(input: OfficerInput, manner: Manner): Promise<ExitCode> {
  const role = OFFICER_ROLES.find((one) => one === input.role);
  if (role === undefined) {
    throw new StartFault(`--role ${input.role} is not a role: the roles are ${OFFICER_ROLES.join(', ')}.`);
  }
  const configuration = commandConfiguration();
  if (configuration.officeFolder === undefined) {
    throw new StartFault(
      'there is no office: set WARIFU_OFFICE to the folder of its profile (office/0000 is a sample).',
    );
  }
  return onDeployment(manner, async (deployment) => {
    const caller = { address: 'command line', reference: `officer-${randomUUID()}` };
    const sheet = await createOfficer(deployment, { ...input, role }, caller);
    if (isRefusal(sheet)) throw new StartFault(explain(sheet, input));
    const { bankCode, officerId } = input;
    const { firstPassword, appUri, acquireUntil } = sheet;
    const known = { bankCode, officerId, role };
    // Of a dry run they would open nothing.
    if (manner.dryRun)
      return { value: known, words: `officer ${officerId} (${role}) of ${bankCode} can be made.\n` };
    return {
      value: { ...known, firstPassword, appUri, acquireUntil },
      words: [
        `officer ${officerId} (${role}) of ${bankCode} is known. Hand over on paper, and keep no copy:`,
        '',
        `  first password       ${firstPassword}`,
        `  authenticator app    ${appUri}`,
        `  certificate until    ${acquireUntil}`,
        '',
      ].join('\n'),
    };
  });
}

function explain({ reason, details }: Refusal, input: OfficerInput): string {
  switch (reason) {
    case 'bank-unknown':
      return `there is no bank ${input.bankCode}, and it is not the office's own code.`;
    case 'user-id-taken':
      return `--id ${input.officerId} is or was somebody's already: choose another.`;
    case 'users-full':
      return `${input.bankCode} has as many officers as the office's profile allows (${details.maximum}).`;
    default:
      return details.field === 'role'
        ? `--role ${input.role}: caOfficer is for the office's own code, the other roles are for a bank's.`
        : `--${details.field === 'userId' ? 'id' : details.field} is empty or not in the right form.`;
  }
}
