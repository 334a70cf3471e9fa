// What a signer is told at its start, by whoever starts it: where its keys are and by what they are opened.

import { join } from 'node:path';
import { z } from 'zod';
import type { Addresses } from '../procedures/deployment.ts';
import { CA_KEY_KINDS } from '../x509/ca-key-kind.ts';
import type { Configuration } from './configuration.ts';

const secretSchema = z.union([z.strictObject({ value: z.string() }), z.strictObject({ file: z.string() })]);

export const signerSettingsSchema = z.strictObject({
  keyFolder: z.string(),
  /** Where it keeps its record of what it signed: no part of a backup, for an older one must never come back. */
  ownFolder: z.string(),
  /** Opens the sealed keys. A file is read by the signer alone. */
  passphrase: secretSchema.optional(),
  /** Where a demonstration keeps the passphrase that it makes for itself. */
  ownPassphrase: z.string().optional(),
  demonstration: z.boolean(),
  pkiOrigin: z.string(),
  policyId: z.string(),
  /** Of the keys that it makes for CAs. */
  caKeyKinds: z.strictObject({ root: z.enum(CA_KEY_KINDS), issuing: z.enum(CA_KEY_KINDS) }).optional(),
  /** For how long a list of its root may be believed. */
  rootListMonths: z.int().optional(),
  /** Whether its own clock is the deployment's. */
  ownClock: z.boolean(),
  /** PostgreSQL, from which it reads what is planned. */
  databaseUrl: z.string().optional(),
  /** Where the CAs' keys are, if not in sealed files. */
  token: z.strictObject({ module: z.string(), label: z.string(), pin: secretSchema }).optional(),
});
export type SignerSettings = z.infer<typeof signerSettingsSchema>;

export function signerSettingsOf(
  configuration: Configuration,
  { pkiOrigin }: Pick<Addresses, 'pkiOrigin'>,
  policyId: string,
  { ownClock }: { readonly ownClock: boolean },
): SignerSettings {
  const { dataFolder, passphrase, demonstration, databaseUrl, token, caKeyKinds, rootListMonths } =
    configuration;
  return {
    keyFolder: join(dataFolder, 'ca'),
    ownFolder: join(dataFolder, 'signer'),
    ...(passphrase !== undefined && { passphrase }),
    ...(demonstration && { ownPassphrase: join(dataFolder, 'demo', 'ca-passphrase') }),
    demonstration,
    pkiOrigin,
    policyId,
    ownClock,
    ...(caKeyKinds !== undefined && { caKeyKinds }),
    ...(rootListMonths !== undefined && { rootListMonths }),
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(token !== undefined && { token }),
  };
}
