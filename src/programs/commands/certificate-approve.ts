// `warifu certificate approve --bank CODE --serial HEX`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { approveForBank } from '../../procedures/certificates/approve-certificate.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';
import { type Manner, onDeployment } from './on-deployment.ts';
import { serialNumberOf } from './serial-number.ts';

export async function approve(
  input: { bankCode: string; serial: string },
  manner: Manner,
): Promise<ExitCode> {
  const { bankCode } = input;
  const serialNumber = serialNumberOf(input.serial);
  return onDeployment(manner, async (deployment) => {
    bankOf(deployment, bankCode);
    const caller = { address: 'command line', reference: `approve-${randomUUID()}` };
    const outcome = await approveForBank(deployment, { bankCode, serialNumber }, caller);
    if (isRefusal(outcome)) {
      throw new StartFault(
        outcome.reason === 'approval-over'
          ? `certificate ${serialNumber} does not wait for the bank: only an administrator's does that was acquired again.`
          : `bank ${bankCode} has no certificate ${serialNumber}: check the serial number.`,
      );
    }
    const words = `certificate ${serialNumber} is approved: it logs on from now.\n`;
    return { value: { serialNumber, approved: true }, words };
  });
}
