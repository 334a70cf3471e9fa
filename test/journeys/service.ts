// The whole service for the journeys, as `npm start` runs it: three faces on ports of their own, real PINs, a real CA.

import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { startServer } from '../../src/programs/server.ts';
import type { StoreLocation } from '../../src/store/store.ts';

export interface Service {
  readonly deployment: Deployment;
  readonly www: string;
  readonly logonPort: number;
  readonly officePort: number;
  /** The one certificate to trust: file, and PEM. */
  readonly rootFile: string;
  readonly root: string;
  /** How far the server's clock is ahead of the browsers', in milliseconds. */
  readonly clock: { ahead: number };
  close(): Promise<void>;
}

export interface ServiceOptions {
  /** The only bank, of the project's own: the others' customers take their time. */
  readonly bankCode?: string;
  /** Another folder of banks, as WARIFU_BANKS names it. */
  readonly banksFolder?: string;
  readonly smtpUrl?: string;
  /** With the office, and its face. */
  readonly office?: boolean;
  /** How far the clock is ahead from the first moment, which is that of the CA. */
  readonly ahead?: number;
}

const OWN_BANKS = join(import.meta.dirname, '../../banks');
const OWN_OFFICE = join(import.meta.dirname, '../../office/0000');

/** Opens the service on a database, SQLite unless told, with throttling out of the journeys' way. */
export async function openService(
  location?: StoreLocation,
  { bankCode, banksFolder = OWN_BANKS, ahead = 0, smtpUrl, office = false }: ServiceOptions = {},
): Promise<Service> {
  const own = await mkdtemp(join(tmpdir(), 'warifu-journey-'));
  const clock = { ahead };
  const onlyBank = join(own, 'banks');
  if (bankCode !== undefined) {
    await cp(join(banksFolder, bankCode), join(onlyBank, bankCode), { recursive: true });
  }
  const server = await startServer(
    {
      demonstration: true,
      dataFolder: location !== undefined && 'dataFolder' in location ? location.dataFolder : own,
      databaseUrl: location !== undefined && 'databaseUrl' in location ? location.databaseUrl : undefined,
      banksFolder: bankCode === undefined ? banksFolder : onlyBank,
      officeFolder: office ? OWN_OFFICE : undefined,
      domain: 'localhost',
      hosts: ['127.0.0.1', '::1'],
      ports: { www: 0, logon: 0, office: 0, pki: 0 },
      startAt: undefined,
      tls: undefined,
      passphrase: undefined,
      pepper: undefined,
      smtpUrl: smtpUrl === undefined ? undefined : { value: smtpUrl },
      auditHeadsFolder: join(own, 'audit-heads'),
      journalFolder: join(own, 'journal'),
      statusHours: { revocationList: 24, ocsp: 12 },
    },
    { now: () => Date.now() + clock.ahead, triesPerMinute: 10_000 },
  ).catch(async (error: unknown) => {
    await rm(own, { recursive: true, force: true });
    throw error;
  });
  const rootFile = server.demonstration?.rootFile ?? '';
  return {
    deployment: server.deployment,
    www: server.addresses.wwwOrigin,
    logonPort: server.configuration.ports.logon,
    officePort: server.configuration.ports.office,
    rootFile,
    root: await readFile(rootFile, 'utf8'),
    clock,
    close: async () => {
      await server.close();
      await rm(own, { recursive: true, force: true });
    },
  };
}
