// `warifu ca reopen issuing-1 [--bank CODE]`: whoever lost a certificate with a revoked issuing CA may acquire another.

import { randomUUID } from 'node:crypto';
import { reopenForHolders } from '../../procedures/generations/reopen-for-holders.ts';
import type { ExitCode } from '../exit-code.ts';
import { bankOf } from './bank-of.ts';
import { type Manner, onDeployment } from './on-deployment.ts';

export async function reopen(
  { generation, bankCode }: { readonly generation: string; readonly bankCode: string | undefined },
  manner: Manner,
): Promise<ExitCode> {
  return onDeployment(manner, async (deployment) => {
    if (bankCode !== undefined) bankOf(deployment, bankCode);
    const caller = { address: 'command line', reference: `reopen-${randomUUID()}` };
    const holders = await reopenForHolders(deployment, { generation, bankCode }, caller);
    const words = `holders who may acquire another certificate from today on, and are told so by mail: ${holders}.\n`;
    return { value: { generation, bank: bankCode ?? null, holders }, words };
  });
}
