// The logon face over real mutual TLS, for tests: a deployment, its face, and customers who come with a certificate.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { issueServerCertificate } from '../../src/ca/server-certificate.ts';
import { buildAssets } from '../../src/http/assets.ts';
import { prepareFace } from '../../src/http/face.ts';
import { createLogonListener, listen } from '../../src/http/listeners.ts';
import { freshLogonLabel } from '../../src/http/logon-host.ts';
import { registerLogon } from '../../src/portal/logon/register-logon.ts';
import { PORTAL_ASSETS } from '../../src/portal/register.ts';
import type { Field } from '../../src/profile/bank-profile.ts';
import { openEst } from '../../src/protocols/est.ts';
import { openStore, type Store, type StoreLocation } from '../../src/store/store.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { rootOf } from './authorities.ts';
import {
  type Acquired,
  type Customer,
  entriesOf,
  mustAcquire,
  openContract,
  type Person,
} from './customers.ts';
import { makeWorld, type World } from './deployment.ts';
import { HttpsVisitor } from './https-visitor.ts';
import { type Route, routesOf } from './www.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface LogonFace {
  readonly world: World;
  readonly port: number;
  readonly routes: readonly Route[];
  /** PEM of the root to trust. */
  readonly root: string;
  /** Somebody's browser on a fresh host, with the certificate or without one. */
  visitor(acquired?: Acquired): HttpsVisitor;
  customerWithCertificate(bank?: string): Promise<{ customer: Customer; acquired: Acquired }>;
  /** A browser in which this person has logged on with this certificate and sees the status page. */
  logOn(person: Person, acquired: Acquired): Promise<HttpsVisitor>;
  /** A customer of bank 9000 who stands before the status page. */
  loggedOn(): Promise<{ customer: Customer; acquired: Acquired; browser: HttpsVisitor }>;
  close(): Promise<void>;
}

export async function openLogonFace(
  options: {
    /** Or how they come out of the database. */
    readonly banks?: World['banks'] | ((store: Store) => Promise<World['banks']>);
    /** Absent: SQLite, in a folder of its own. */
    readonly location?: StoreLocation;
    readonly now?: number;
    /** The name between an attempt's label and the domain. */
    readonly host?: 'logon' | 'office';
    readonly register?: (app: FastifyInstance, world: World) => Promise<void>;
  } = {},
): Promise<LogonFace> {
  const { host: face = 'logon', register = registerLogonAlone } = options;
  const folder = await mkdtemp(join(tmpdir(), 'warifu-logon-'));
  const store = await openStore(options.location ?? { dataFolder: folder });
  const { banks, now } = options;
  const settled = typeof banks === 'function' ? await banks(store) : banks;
  const world = await makeWorld(store, {
    ...(settled && { banks: settled }),
    ...(now !== undefined && { now }),
  });
  const root = encodePem('CERTIFICATE', rootOf(world.ca).certificate);
  const identity = await issueServerCertificate({
    ca: world.ca,
    names: ['localhost', `*.${face}.localhost`],
    addresses: [],
    notBefore: Date.now() - DAY_MS,
    notAfter: Date.now() + DAY_MS,
  });
  const est = await openEst(world, { triesPerMinute: 1000 });
  const app = createLogonListener(identity, world.ca.authorities, { first: est.first });
  const routes = routesOf(app);
  await prepareFace(app, {
    banks: world.banks,
    assets: await buildAssets(PORTAL_ASSETS),
    homeOrigin: world.addresses.wwwOrigin,
    formActions: [world.addresses.wwwOrigin],
    strictTransport: false,
  });
  await register(app, world);
  const listening = await listen(app, ['127.0.0.1'], 0);
  const visitors: HttpsVisitor[] = [];

  const visitor = (acquired?: Acquired) => {
    const identity = acquired && {
      certificate: encodePem('CERTIFICATE', acquired.certificate),
      key: String(acquired.key.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    };
    const host = `${freshLogonLabel()}.${face}.localhost`;
    const made = new HttpsVisitor({ port: listening.port, root, host, identity });
    visitors.push(made);
    return made;
  };
  const customerWithCertificate = async (bank = '9000') => {
    const customer = await openContract(world, bank);
    return { customer, acquired: await mustAcquire(world, customer) };
  };
  const logOn = async (person: Person, acquired: Acquired) => {
    const browser = visitor(acquired);
    const customer = 'customer' in person ? person.customer : person;
    const role = 'customer' in person ? 'user' : 'administrator';
    const path = `/${customer.bankCode}/${role}`;
    for (const fields of world.banks.get(customer.bankCode)?.logon[role].pages ?? []) {
      const { body } = await browser.get(path);
      const cells = fields.includes('cardPassword') ? cellsOf(customer, body) : {};
      const entries = Object.entries(entriesOf(person)).filter(([field]) => fields.includes(field as Field));
      await browser.submit(path, { ...Object.fromEntries(entries), ...cells });
    }
    const status = await browser.get(`/${customer.bankCode}/status`);
    assert.equal(status.status, 200, reasonIn(status.body));
    return browser;
  };
  const loggedOn = async () => {
    const { customer, acquired } = await customerWithCertificate();
    return { customer, acquired, browser: await logOn(customer, acquired) };
  };
  const close = async () => {
    for (const one of visitors) one.close();
    await listening.close();
    await est.close();
    await world.store.close();
    await world.dispose();
    await rm(folder, { recursive: true });
  };
  const { port } = listening;
  return { world, port, routes, root, visitor, customerWithCertificate, logOn, loggedOn, close };
}

const registerLogonAlone = (app: FastifyInstance, world: World) =>
  registerLogon(app, world, { throttle: { triesPerMinute: 1000 } });

/** What stands on the card at the places that a page asks for, by name of field. */
export function cellsOf(customer: Customer, page: string): Record<string, string> {
  const labels = [...page.matchAll(/<label for="(cell-\d+)">([^<]+)<\/label>/g)];
  assert.ok(labels.length > 0, 'the page asks for no cells');
  return Object.fromEntries(
    labels.map(([, name = '', cell = '']) => [name, customer.card?.cells[cell] ?? '']),
  );
}

/** The reason code that a refusal's page shows. */
export function reasonIn(body: string): string | undefined {
  return /<dd class="code">([a-z-]+)<\/dd>/.exec(body)?.[1];
}
