// The server: the deployment and its faces, wired by hand, opened in order and closed in reverse.

import { mkdir } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { DESK, registerOffice } from '../backoffice/register-office.ts';
import { refreshAuthorities } from '../ca/certification-authority.ts';
import { KeyFileError } from '../ca/key-file-error.ts';
import { OcspAnswers } from '../ca/ocsp-answers.ts';
import { publishRevocationLists } from '../ca/publish-revocation-lists.ts';
import { publishRootLists, takeBroughtList } from '../ca/publish-root-lists.ts';
import { publishedAuthorities } from '../ca/published-authorities.ts';
import { LIST_LOOK_MS } from '../ca/status-periods.ts';
import { buildAssets } from '../http/assets.ts';
import { prepareFace } from '../http/face.ts';
import {
  createLogonListener,
  createPkiListener,
  createWwwListener,
  findFreePorts,
  type ListenerOptions,
  type Listening,
  listen,
  type ServerIdentity,
} from '../http/listeners.ts';
import { registerLogon } from '../portal/logon/register-logon.ts';
import { PORTAL_ASSETS, registerPortal } from '../portal/register.ts';
import type { Addresses, Deployment } from '../procedures/deployment.ts';
import { certificateEnder } from '../procedures/generations/end-certificates.ts';
import { keepHouse } from '../procedures/housekeeping.ts';
import { journalExporter } from '../procedures/journal/export-journal.ts';
import { refreshBanks } from '../procedures/profiles/refresh-banks.ts';
import { treeHeadPublisher } from '../procedures/tree-heads/publish-tree-heads.ts';
import { type BankProfile, officeOf } from '../profile/bank-profile.ts';
import { openEst } from '../protocols/est.ts';
import { ocspHandler } from '../protocols/ocsp.ts';
import { registerPki } from '../protocols/pki.ts';
import { type Clock, startClock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { openControlSocket } from './control-socket.ts';
import { type Demonstration, prepareDemonstration } from './demonstration.ts';
import { eachMinute } from './each-minute.ts';
import { explainFault, explainListenFault } from './explain-fault.ts';
import { mailTransportOf, sendMailsEachMinute } from './mails.ts';
import { type OpenedDeployment, openDeployment } from './open-deployment.ts';
import { makeReportsAsOrdered, openListsEachMinute } from './reports.ts';
import { readServerIdentity } from './server-identity.ts';
import { StartFault } from './start-fault.ts';
import { examinerOf, healthWatcher, openWatchedFace } from './watch-health.ts';

export interface RunningServer {
  readonly deployment: Deployment;
  readonly addresses: Addresses;
  /** The configuration with the ports that were opened. */
  readonly configuration: Configuration;
  readonly demonstration: Demonstration | undefined;
  /** The banks whose changed file waits in the office as a proposal. */
  readonly proposedFiles: readonly string[];
  /** Where machines watch, if they do. */
  readonly watchPort: number | undefined;
  /** Lets what is under way finish, closes the faces, then the database. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Instead of the configuration's own clock. */
  readonly now?: Clock | undefined;
  readonly logLevel?: string | undefined;
  readonly limits?: ListenerOptions['limits'];
  readonly triesPerMinute?: number | undefined;
}

/**
 * Starts everything. A port of 0 is the system's choice.
 *
 * @throws StartFault for whatever an operator can cure; nothing is left open then.
 */
export async function startServer(asked: Configuration, options: ServerOptions = {}): Promise<RunningServer> {
  const undo: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) await last();
  };
  try {
    const configuration = { ...asked, ports: await findFreePorts(asked.ports) };
    await mkdir(configuration.dataFolder, { recursive: true, mode: 0o700 });
    const opened = await openDeployment(configuration, options.now ?? startClock(configuration.startAt), {
      signing: true,
      ownClock: options.now === undefined && configuration.startAt === undefined,
    });
    const { deployment } = opened;
    undo.push(() => deployment.store.close());
    undo.push(async () => deployment.ca.signer.close());

    const journal = journalExporter(deployment, configuration.journalFolder);
    // What was done last is outside too when everybody has gone; a disk that is full has been said of before.
    undo.push(() => journal().catch(() => {}));
    const takeRootList = async (list: Uint8Array) => {
      const { store, ca, now } = deployment;
      const taken = await takeBroughtList(store, ca.authorities, list, now());
      await refreshAuthorities(store, ca, now());
      return taken;
    };
    const authorities = () =>
      publishedAuthorities(deployment.ca.authorities, deployment.ca.pkiOrigin, deployment.now());
    const deeds = { store: deployment.store, takeRootList, authorities };
    undo.push(await openControlSocket(deeds, configuration.dataFolder));
    const mails = await mailTransportOf(configuration);
    await keepHouse(deployment, { atStart: true });
    const { store, ca, now } = deployment;
    const publish = () => publishRevocationLists(store, ca, now());
    // What a generation lacks that does not issue any more holds nobody up; the log says it soon.
    await publish().catch((error: unknown) => {
      if (!(error instanceof KeyFileError)) throw error;
    });
    const publishRoots = () => publishRootLists(store, ca, now());
    // What keeps it from being published is said below, and nobody waits for it.
    await publishRoots().catch(() => {});
    const demonstration = configuration.demonstration
      ? await prepareDemonstration(opened, configuration)
      : undefined;
    const identity =
      configuration.tls === undefined
        ? demonstration?.identity
        : await readServerIdentity(
            configuration.tls,
            configuration.domain,
            configuration.officeFolder !== undefined,
          );
    if (identity === undefined) throw new Error('production has a TLS certificate');

    const faces = await createFaces(opened, configuration, identity, options);
    await checkRowSecurity(deployment, configuration, faces.pki);
    const examine = examinerOf(deployment, identity);
    const level = options.logLevel ?? levelOf(configuration);
    const watched = await openWatchedFace(configuration, deployment, faces, examine, level);
    if (watched !== undefined) undo.push(() => watched.close());
    for (const [face, app] of Object.entries(faces) as [FaceName, FastifyInstance][]) {
      const listening = await open(face, app, configuration);
      undo.push(() => listening.close());
    }
    deployment.ca.signer.listen((event, error) => {
      if (event === 'connected') faces.pki.log.info('the signer is connected');
      else faces.pki.log.error({ err: error }, `the signer is away (${event}): nothing is signed`);
    });
    undo.push(eachMinute(() => keepHouse(deployment), 'housekeeping', faces.pki));
    undo.push(eachMinute(publish, 'publishing revocation lists', faces.pki, { everyMs: LIST_LOOK_MS }));
    undo.push(eachMinute(publishRoots, 'publishing the list of the root', faces.pki, { atStart: true }));
    const end = certificateEnder(deployment);
    const endOften = { atStart: true, everyMs: END_MS };
    undo.push(eachMinute(end, 'ending the certificates of a revoked CA', faces.pki, endOften));
    const often = { atStart: true, everyMs: JOURNAL_MS, restMs: JOURNAL_REST_MS };
    undo.push(eachMinute(journal, 'writing the journal', faces.pki, often));
    // No head is outside before the records that it covers.
    const heads = treeHeadPublisher(deployment, configuration.auditHeadsFolder, journal);
    undo.push(eachMinute(heads, 'signing the head of the audit record', faces.pki, { atStart: true }));
    if (deployment.store.dialect === 'postgres') {
      const refresh = () => refreshBanks(deployment);
      undo.push(eachMinute(refresh, 'looking for new bank profiles', faces.pki, { everyMs: REFRESH_MS }));
      const look = () => refreshAuthorities(store, ca, now());
      undo.push(eachMinute(look, 'taking in another issuing CA', faces.pki, { everyMs: REFRESH_MS }));
    }
    if (faces.office !== undefined) {
      undo.push(makeReportsAsOrdered(deployment, faces.office));
      undo.push(openListsEachMinute(deployment, faces.office));
    }
    undo.push(sendMailsEachMinute(deployment, mails, faces.pki));
    undo.push(
      eachMinute(healthWatcher(deployment, examine, faces.pki.log), 'looking at the health', faces.pki),
    );
    const { proposedFiles } = opened;
    return {
      deployment,
      addresses: deployment.addresses,
      configuration,
      demonstration,
      proposedFiles,
      watchPort: watched?.port,
      close,
    };
  } catch (error) {
    await close();
    throw explainFault(error);
  }
}

/** The office's banks are kept apart by the database too, so its user must be one whom policies bind. */
async function checkRowSecurity(
  { store, banks }: Deployment,
  { demonstration }: Configuration,
  { log }: FastifyInstance,
): Promise<void> {
  if (officeOf(banks) === undefined || !(await store.bypassesRowSecurity())) return;
  const fault =
    'the user of DATABASE_URL is a superuser or has BYPASSRLS, so PostgreSQL does not keep the banks of the office apart: make an ordinary user (create role warifu login), let it own the database and what is in it (reassign owned by …), and name it in DATABASE_URL.';
  if (!demonstration) throw new StartFault(fault);
  log.warn(fault);
}

const levelOf = ({ demonstration }: Configuration): string => (demonstration ? 'warn' : 'info');

/** What an old backup must not forget is outside of the database within so long. */
const JOURNAL_MS = 1000;
/** On a full disk. */
const JOURNAL_REST_MS = 30_000;

/** Nothing, as long as no issuing CA is revoked; then some thousands each time. */
const END_MS = 5000;
/** Other processes of the same database see within seconds what was activated here; SQLite has no others. */
const REFRESH_MS = 1000;

const FACE_NAMES = {
  www: ['the www face', 'WARIFU_WWW_PORT'],
  logon: ['the logon face', 'WARIFU_LOGON_PORT'],
  office: ['the office face', 'WARIFU_OFFICE_PORT'],
  pki: ['the pki face', 'WARIFU_PKI_PORT'],
} as const;
type FaceName = keyof typeof FACE_NAMES;

async function open(face: FaceName, app: FastifyInstance, configuration: Configuration): Promise<Listening> {
  const port = configuration.ports[face];
  try {
    return await listen(app, configuration.hosts, port);
  } catch (error) {
    const [name, variable] = FACE_NAMES[face];
    throw explainListenFault(error, name, variable, port);
  }
}

const only = (is: (bank: BankProfile) => boolean, bank: BankProfile | undefined) =>
  bank !== undefined && is(bank) ? bank : undefined;

async function createFaces(
  { deployment }: OpenedDeployment,
  configuration: Configuration,
  identity: ServerIdentity,
  { logLevel = levelOf(configuration), limits, triesPerMinute }: ServerOptions,
): Promise<Partial<Record<FaceName, FastifyInstance>> & { pki: FastifyInstance }> {
  const { ca, addresses } = deployment;
  const { demonstration } = configuration;
  const isBank = ({ kind }: BankProfile) => kind !== 'office';
  const banks = { get: (code: string) => only(isBank, deployment.banks.get(code)) };
  const listener = { logLevel, limits };
  const www = createWwwListener(identity, listener);
  const est = await openEst(deployment, { logLevel });
  const logon = createLogonListener(identity, ca.authorities, { ...listener, first: est.first });
  logon.addHook('onClose', () => est.close());
  const ocsp = new OcspAnswers(deployment.store, ca, deployment.now);
  const pki = createPkiListener({ ...listener, first: ocspHandler(ocsp, deployment.now) });
  // In the background: whoever asks first waits for it, nobody else does. Again and again, for nobody may ask for weeks.
  const opening = 'opening the OCSP responders';
  const responders = eachMinute(() => ocsp.open(), opening, pki, { atStart: true });
  pki.addHook('onClose', responders);

  const assets = await buildAssets(PORTAL_ASSETS);
  // HSTS is for a whole host; the demonstration's is shared with whatever else runs on the machine.
  const face = { banks, assets, strictTransport: !demonstration };
  const room = triesPerMinute === undefined ? {} : { throttle: { triesPerMinute } };
  // Officers acquire their certificates on www too, by the same pages.
  await prepareFace(www, { ...face, banks: deployment.banks, homeOrigin: '' });
  await registerPortal(www, deployment, room);
  await prepareFace(logon, { ...face, homeOrigin: addresses.wwwOrigin, formActions: [addresses.wwwOrigin] });
  await registerLogon(logon, deployment, room);
  registerPki(pki, deployment);
  const office = officeOf(deployment.banks);
  if (office === undefined) return { www, logon, pki };

  const desk = createLogonListener(identity, ca.authorities, listener);
  const ofOffice = { ...deployment, addresses: { ...addresses, logonOrigin: addresses.officeOrigin } };
  await prepareFace(desk, {
    ...face,
    banks: { get: (code) => only((bank) => !isBank(bank), deployment.banks.get(code)) },
    homeOrigin: addresses.wwwOrigin,
    formActions: [addresses.wwwOrigin],
  });
  // An officer logs on, renews and revokes by a holder's own pages; then come those of the office.
  await registerLogon(desk, ofOffice, { ...room, home: DESK });
  await registerOffice(desk, deployment);
  return { www, logon, office: desk, pki };
}
