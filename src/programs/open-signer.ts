// The signer put together: its keys, its record of what it signed, its way to the plans.

import { type KeyPlace, SealedKeys } from '../ca/key-files.ts';
import { SignerFault } from '../ca/signer/signer-fault.ts';
import { SignerService } from '../ca/signer/signer-service.ts';
import { SignerLog } from '../store/signer-log.ts';
import type { SecretSource } from './configuration.ts';
import { readSecret } from './secrets.ts';
import type { SignerSettings } from './signer-settings.ts';
import { StartFault } from './start-fault.ts';

const SHORTEST_PASSPHRASE = 12;

export async function openSigner(settings: SignerSettings): Promise<SignerService> {
  const { keyFolder, databaseUrl, demonstration, pkiOrigin, policyId, ownClock } = settings;
  const ownKeys = keysLater(async () => new SealedKeys(keyFolder, await readPassphrase(settings)));
  return new SignerService({
    keyFolder,
    ownKeys,
    caKeys: settings.token === undefined ? ownKeys : keysLater(() => openToken(settings)),
    log: new SignerLog(settings.ownFolder),
    readPlans: databaseUrl === undefined ? undefined : await planReader(databaseUrl),
    pkiOrigin,
    policyId,
    demonstration,
    caKeyKinds: settings.caKeyKinds,
    rootListMonths: settings.rootListMonths,
    now: ownClock ? Date.now : undefined,
  });
}

/** @throws SignerFault */
export async function readPassphrase({
  passphrase,
  ownPassphrase,
}: {
  readonly passphrase?: SecretSource | undefined;
  readonly ownPassphrase?: string | undefined;
}): Promise<string> {
  const rules = { variable: 'WARIFU_CA_PASSPHRASE', shortest: SHORTEST_PASSPHRASE, own: ownPassphrase };
  try {
    return await readSecret(passphrase, rules);
  } catch (error) {
    // Told by whoever asked, in the words of who knows.
    throw error instanceof StartFault ? new SignerFault('not-activated', error.message) : error;
  }
}

/** Loaded only where there is one: it is compiled code of others. */
async function openToken({ token, ownFolder }: SignerSettings): Promise<KeyPlace> {
  if (token === undefined) throw new SignerFault('not-activated', 'there is no token');
  const { TokenKeys } = await import('../ca/signing-key-token.ts');
  const pin = await readSecret(token.pin, { variable: 'WARIFU_PKCS11_PIN', shortest: 4 });
  return TokenKeys.load({ module: token.module, label: token.label, pin, folder: ownFolder });
}

/** Opened by who asks first, so that what is wrong with it is an answer and no silent end. */
function keysLater(open: () => Promise<KeyPlace>): KeyPlace {
  let opened: Promise<KeyPlace> | undefined;
  const place = () => {
    opened ??= open();
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };
  return {
    generate: async (id, kind) => (await place()).generate(id, kind),
    open: async (name) => (await place()).open(name),
  };
}

/** Loaded only where it is needed: a signer is small. */
async function planReader(databaseUrl: string) {
  const { openPlans } = await import('../store/plan-reader.ts');
  return openPlans(databaseUrl);
}
