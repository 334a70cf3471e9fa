// `warifu ca root-list FILE.crl`: the list of a root that is elsewhere, brought here and published.

import { readFile } from 'node:fs/promises';
import { Authorities } from '../../ca/authorities.ts';
import { takeBroughtList } from '../../ca/publish-root-lists.ts';
import { readAuthorities } from '../../store/read/certification-authority.ts';
import { openStore, type Store, StoreError } from '../../store/store.ts';
import { decodePem } from '../../x509/pem.ts';
import { startClock } from '../clock.ts';
import { readingConfiguration } from '../configuration-from-environment.ts';
import { askToTakeRootList } from '../control-socket.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault, systemCode } from '../start-fault.ts';
import { type Manner, tell, undoing } from './on-deployment.ts';

type Taken = Awaited<ReturnType<typeof takeBroughtList>>;

/** On SQLite the running server takes it, for it has the database alone. */
export async function takeList(file: string, manner: Manner): Promise<ExitCode> {
  const list = await readList(file);
  const { databaseUrl, dataFolder, startAt } = readingConfiguration();
  const now = startClock(startAt)();
  let store: Store;
  try {
    store = await openStore(databaseUrl === undefined ? { dataFolder } : { databaseUrl });
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'already-open')) throw error;
    if (manner.dryRun)
      throw new StartFault('with the server running on SQLite there is no dry run: stop it first.');
    return told((await askToTakeRootList(dataFolder, list)) as Taken, manner);
  }
  try {
    const rows = await readAuthorities(store.db);
    if (rows.length === 0)
      throw new StartFault('there is no certification authority yet: `warifu ca accept` comes first.');
    return told(
      await takeBroughtList(manner.dryRun ? undoing(store) : store, new Authorities(rows), list, now),
      manner,
    );
  } finally {
    await store.close();
  }
}

function told({ root, taken, number, thisUpdate, nextUpdate, revoked }: Taken, manner: Manner): ExitCode {
  const [from, until] = [thisUpdate, nextUpdate].map((instant) => new Date(instant).toISOString());
  const words = [
    `list ${number} of ${root}, ${from} to ${until}, ${taken ? 'is published now' : 'was published already'}.\n`,
    ...revoked.map((serialNumber) => `revoked: ${serialNumber}\n`),
  ].join('');
  return tell(manner, {
    value: { root, taken, number, thisUpdate: from, nextUpdate: until, revoked },
    words,
  });
}

async function readList(file: string): Promise<Uint8Array> {
  const content = await readFile(file).catch((error: unknown) => {
    throw new StartFault(`${file} cannot be read (${systemCode(error)}): check the path.`);
  });
  if (content[0] === 0x30) return new Uint8Array(content);
  const list = decodePem(String(content)).find(({ label }) => label === 'X509 CRL');
  if (list === undefined) throw new StartFault(`${file} holds no revocation list.`);
  return list.der;
}
