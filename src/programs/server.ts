// The server: the deployment and its faces, wired by hand, opened in order and closed in reverse.

import { mkdir } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { DESK, registerOffice } from '../backoffice/register-office.ts';
import { OcspAnswers } from '../ca/ocsp-answers.ts';
import { publishRevocationLists } from '../ca/publish-revocation-lists.ts';
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
import { keepHouse } from '../procedures/housekeeping.ts';
import { treeHeadPublisher } from '../procedures/tree-heads/publish-tree-heads.ts';
import { banksWithCustomers, officeOf } from '../profile/bank-profile.ts';
import { ocspHandler } from '../protocols/ocsp.ts';
import { registerPki } from '../protocols/pki.ts';
import { encodePem } from '../x509/pem.ts';
import { type Clock, startClock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { type Demonstration, prepareDemonstration } from './demonstration.ts';
import { eachMinute } from './each-minute.ts';
import { explainFault, explainListenFault } from './explain-fault.ts';
import { mailTransportOf, sendMailsEachMinute } from './mails.ts';
import { type OpenedDeployment, openDeployment } from './open-deployment.ts';
import { readServerIdentity } from './server-identity.ts';

export interface RunningServer {
  readonly deployment: Deployment;
  readonly addresses: Addresses;
  /** The configuration with the ports that were opened. */
  readonly configuration: Configuration;
  readonly demonstration: Demonstration | undefined;
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
    const opened = await openDeployment(configuration, options.now ?? startClock(configuration.startAt));
    const { deployment } = opened;
    undo.push(() => deployment.store.close());

    const mails = await mailTransportOf(configuration);
    await keepHouse(deployment, { atStart: true });
    const { store, ca, now } = deployment;
    const publish = () => publishRevocationLists(store, ca, now());
    await publish();
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
    for (const [face, app] of Object.entries(faces) as [FaceName, FastifyInstance][]) {
      const listening = await open(face, app, configuration);
      undo.push(() => listening.close());
    }
    undo.push(eachMinute(() => keepHouse(deployment), 'housekeeping', faces.pki));
    undo.push(eachMinute(publish, 'publishing revocation lists', faces.pki, { everyMs: PUBLISH_MS }));
    const heads = treeHeadPublisher(deployment, configuration.auditHeadsFolder);
    undo.push(eachMinute(heads, 'signing the head of the audit record', faces.pki, { atStart: true }));
    undo.push(sendMailsEachMinute(deployment, mails, faces.pki));
    return { deployment, addresses: deployment.addresses, configuration, demonstration, close };
  } catch (error) {
    await close();
    throw explainFault(error);
  }
}

/** A revocation stands on the lists within a minute, the making of a long one included. */
const PUBLISH_MS = 20_000;

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

async function createFaces(
  { deployment }: OpenedDeployment,
  { demonstration }: Configuration,
  identity: ServerIdentity,
  { logLevel = demonstration ? 'warn' : 'info', limits, triesPerMinute }: ServerOptions,
): Promise<Partial<Record<FaceName, FastifyInstance>> & { pki: FastifyInstance }> {
  const { ca, addresses } = deployment;
  const banks = new Map(banksWithCustomers(deployment.banks).map((bank) => [bank.code, bank]));
  const listener = { logLevel, limits };
  const www = createWwwListener(identity, listener);
  const authorities = [ca.issuing, ca.root].map(({ certificate }) => encodePem('CERTIFICATE', certificate));
  const logon = createLogonListener(identity, authorities, listener);
  const ocsp = new OcspAnswers(deployment.store, ca, deployment.now);
  const pki = createPkiListener({ ...listener, first: ocspHandler(ocsp, deployment.now) });
  // In the background: whoever asks first waits for it, nobody else does.
  const responder = ocsp
    .open()
    .catch((error: unknown) => pki.log.error({ err: error }, 'no OCSP responder could be opened'));
  pki.addHook('onClose', () => responder);

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

  const desk = createLogonListener(identity, authorities, listener);
  const ofOffice = { ...deployment, addresses: { ...addresses, logonOrigin: addresses.officeOrigin } };
  await prepareFace(desk, {
    ...face,
    banks: new Map([[office.code, office]]),
    homeOrigin: addresses.wwwOrigin,
    formActions: [addresses.wwwOrigin],
  });
  // An officer logs on, renews and revokes by a holder's own pages; then come those of the office.
  await registerLogon(desk, ofOffice, { ...room, home: DESK });
  await registerOffice(desk, deployment);
  return { www, logon, office: desk, pki };
}
