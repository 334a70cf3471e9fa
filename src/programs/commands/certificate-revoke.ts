// `warifu certificate revoke --bank CODE --serial HEX --reason REASON`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { isGivenReason, REVOCATION_REASONS } from '../../procedures/certificates/revocation.ts';
import { revokeBySerialNumber } from '../../procedures/certificates/revoke-certificate.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';
import { serialNumberOf } from './serial-number.ts';

export async function revoke(input: { bankCode: string; serial: string; reason: string }): Promise<ExitCode> {
  const { bankCode, reason } = input;
  const serialNumber = serialNumberOf(input.serial);
  if (!isGivenReason(reason)) {
    throw new StartFault(`there is no reason ${reason}: the reasons are ${REVOCATION_REASONS.join(', ')}.`);
  }
  const configuration = commandConfiguration();
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  try {
    bankOf(deployment, bankCode);
    const caller = { address: 'command line', reference: `revoke-${randomUUID()}` };
    const outcome = await revokeBySerialNumber(deployment, { bankCode, serialNumber, reason }, caller);
    if (isRefusal(outcome)) {
      throw new StartFault(`bank ${bankCode} has no certificate ${serialNumber}: check the serial number.`);
    }
    process.stdout.write(
      outcome.revoked.length === 0
        ? `certificate ${serialNumber} was revoked before; that stands.\n`
        : `certificate ${serialNumber} is revoked: ${reason}.\n`,
    );
    return 0;
  } finally {
    await deployment.store.close();
  }
}
