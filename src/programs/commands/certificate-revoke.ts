// `warifu certificate revoke --bank CODE --serial HEX --reason REASON`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { isGivenReason, REVOCATION_REASONS } from '../../procedures/certificates/revocation.ts';
import { revokeBySerialNumber } from '../../procedures/certificates/revoke-certificate.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';
import { type Manner, onDeployment } from './on-deployment.ts';
import { serialNumberOf } from './serial-number.ts';

export async function revoke(
  input: { bankCode: string; serial: string; reason: string },
  manner: Manner,
): Promise<ExitCode> {
  const { bankCode, reason } = input;
  const serialNumber = serialNumberOf(input.serial);
  if (!isGivenReason(reason)) {
    throw new StartFault(`there is no reason ${reason}: the reasons are ${REVOCATION_REASONS.join(', ')}.`);
  }
  return onDeployment(manner, async (deployment) => {
    bankOf(deployment, bankCode);
    const caller = { address: 'command line', reference: `revoke-${randomUUID()}` };
    const outcome = await revokeBySerialNumber(deployment, { bankCode, serialNumber, reason }, caller);
    if (isRefusal(outcome)) {
      throw new StartFault(`bank ${bankCode} has no certificate ${serialNumber}: check the serial number.`);
    }
    const { revoked } = outcome;
    const words =
      revoked.length === 0
        ? `certificate ${serialNumber} was revoked before; that stands.\n`
        : `certificate ${serialNumber} is revoked: ${reason}.\n`;
    return { value: { serialNumber, revoked, reason }, words };
  });
}
