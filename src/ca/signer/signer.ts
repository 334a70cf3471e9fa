// The signer as the certification authority of a server sees it: what may be signed, by name. The keys are in another
// process (signer-service.ts); here are only their public halves.

import { Batch } from '../../store/batch.ts';
import type { FrameField, RequestKind } from './frames.ts';
import type { KeyName, MadeAuthority } from './key-name.ts';
import {
  type ConnectionListener,
  SignerConnection,
  type SignerConnectionOptions,
} from './signer-connection.ts';
import { errorOf, isSignerAway, SignerFault } from './signer-fault.ts';

/** Of the demonstration's own listeners. */
export interface ServerCertificateOrder {
  readonly root: KeyName;
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly names: readonly string[];
  readonly addresses: readonly Uint8Array[];
  readonly notBefore: number;
  readonly notAfter: number;
}

/** What a root is to certify. */
export interface GenerationRequest {
  /** `issuing-2` */
  readonly id: string;
  /** PKCS #10, PEM; empty: it would be made. */
  readonly request: string;
  readonly spkiSha256: string;
}

interface CertificateOrder {
  readonly authority: KeyName;
  readonly serialNumber: string;
  readonly tbs: Uint8Array;
}

interface AnswerOrder {
  readonly authority: KeyName;
  /** The responder's key. */
  readonly spkiSha256: string;
  readonly data: Uint8Array;
}

type Outcome = { readonly signature: Uint8Array } | { readonly error: unknown };

const MOST_IN_A_MESSAGE = 128;
/** Beside those that are under way. */
const MOST_GATHERED = 1_024;
/** A list of a million entries travels and is hashed for seconds. */
const LIST_WAIT_MS = 60_000;
/** Keys are made and sealed at a cost; a token takes its time. */
const MAKING_WAIT_MS = 60_000;

export class Signer {
  readonly #connection: SignerConnection;
  /** Whether it reads planned certificates from the store itself; otherwise they are handed to it. */
  readonly #readsPlans: boolean;
  readonly #certificates: Batch<CertificateOrder, Outcome>;
  readonly #answers: Batch<AnswerOrder, Outcome>;
  #gathered = 0;
  /** The last certificate was not signed because there was nobody to do it. */
  #troubled = false;

  constructor(options: SignerConnectionOptions & { readonly readsPlans: boolean }) {
    this.#connection = new SignerConnection(options);
    this.#readsPlans = options.readsPlans;
    this.#certificates = new Batch((orders) => this.#signCertificates(orders), MOST_IN_A_MESSAGE);
    this.#answers = new Batch((orders) => this.#signAnswers(orders), MOST_IN_A_MESSAGE);
  }

  /** Connects before anything is asked. */
  start(): void {
    this.#connection.start();
  }

  listen(listener: ConnectionListener): void {
    this.#connection.listen(listener);
  }

  /** Opens the key of a CA, so that a fault of it shows now; the CA's certificate as the signer has it. */
  async hold({ id, spkiSha256 }: KeyName): Promise<Uint8Array> {
    return one(await this.#ask('hold', [id, spkiSha256], MAKING_WAIT_MS));
  }

  /** Whether a certificate that is planned now would be signed, as far as anybody knows. */
  async isReady(authority: KeyName): Promise<boolean> {
    if (!this.#troubled && this.#connection.isConnected) return this.#gathered < MOST_GATHERED;
    try {
      await this.#ask('hold', [authority.id, authority.spkiSha256]);
      this.#troubled = false;
      return true;
    } catch (error) {
      if (isSignerAway(error)) return false;
      throw error;
    }
  }

  /** Makes a root and an issuing CA below it. */
  async holdCeremony(validFrom: number): Promise<MadeAuthority[]> {
    const [root, issuing, shards] = await this.#ask('ceremony', [String(validFrom)], MAKING_WAIT_MS);
    if (root === undefined || issuing === undefined) throw new SignerFault('failed', 'half a ceremony');
    return [
      { id: 'root-1', role: 'root', certificate: root, crlShards: 0 },
      { id: 'issuing-1', role: 'issuing', certificate: issuing, crlShards: Number(shards) },
    ];
  }

  /**
   * The newest list of a root whose register the signer has, DER; a new one when half of its time is over.
   *
   * @throws KeyFileError `missing` when the root is elsewhere.
   */
  async rootList(root: KeyName, now: number): Promise<Uint8Array> {
    return one(await this.#ask('rootList', [root.id, root.spkiSha256, String(now)], MAKING_WAIT_MS));
  }

  /** Has the signer obey a root's list: with a CA that is on it no holder's certificate is signed any more. */
  async takeRootList(root: KeyName, list: Uint8Array): Promise<void> {
    await this.#ask('takeRootList', [root.id, root.spkiSha256, list], MAKING_WAIT_MS);
  }

  /**
   * The key of the next generation of the issuing CA, made or already waiting.
   *
   * @param wanted the next one after those that the database knows: `issuing-2`.
   * @param only say what would be done.
   * @throws SignerFault `not-accepted`, with a sentence for whoever asked, as do the two that follow.
   */
  async prepareGeneration(
    wanted: string,
    kind: string | undefined,
    only: boolean,
  ): Promise<GenerationRequest> {
    const fields = [wanted, kind ?? '', only ? 'only' : ''];
    const [id, request, spkiSha256] = await this.#ask('prepareGeneration', fields, MAKING_WAIT_MS);
    return { id: String(id), request: String(request), spkiSha256: String(spkiSha256) };
  }

  /** Has a root whose key the signer holds certify a prepared key; DER. */
  async certifyGeneration(
    root: KeyName,
    key: string,
    { notBefore, notAfter }: { readonly notBefore: number; readonly notAfter: number },
  ): Promise<Uint8Array> {
    const fields = [root.id, root.spkiSha256, key, String(notBefore), String(notAfter)];
    return one(await this.#ask('certifyGeneration', fields, MAKING_WAIT_MS));
  }

  /** Has the signer judge the certificate of a prepared key; from then on it signs with it. */
  async acceptGeneration(certificate: Uint8Array, only: boolean): Promise<[MadeAuthority, MadeAuthority]> {
    const said = await this.#ask('acceptGeneration', [certificate, only ? 'only' : ''], MAKING_WAIT_MS);
    const [id, crlShards, root, rootCertificate] = said;
    if (rootCertificate === undefined) throw new SignerFault('failed', 'half an acceptance');
    return [
      { id: String(root), role: 'root', certificate: rootCertificate, crlShards: 0 },
      { id: String(id), role: 'issuing', certificate, crlShards: Number(crlShards) },
    ];
  }

  /** The signature of a holder's certificate whose plan is committed. */
  certificate(authority: KeyName, serialNumber: string, tbs: Uint8Array): Promise<Uint8Array> {
    return this.#gather(this.#certificates, { authority, serialNumber, tbs });
  }

  /**
   * @param tbs in pieces.
   * @throws SignerFault `number-not-rising`: its detail is the number that was signed last.
   */
  async revocationList(authority: KeyName, name: string, tbs: readonly Uint8Array[]): Promise<Uint8Array> {
    return one(
      await this.#ask('revocationList', [authority.id, authority.spkiSha256, name, tbs], LIST_WAIT_MS),
    );
  }

  /** The SubjectPublicKeyInfo of a fresh key for a responder. */
  async makeResponderKey(authority: KeyName): Promise<Uint8Array> {
    return one(await this.#ask('makeResponderKey', [authority.id], MAKING_WAIT_MS));
  }

  async holdResponderKey(authority: KeyName, spkiSha256: string): Promise<Uint8Array> {
    return one(await this.#ask('holdResponderKey', [authority.id, spkiSha256], MAKING_WAIT_MS));
  }

  /** The signature of a responder's certificate; its key is one that the signer made. */
  async responder(authority: KeyName, tbs: Uint8Array): Promise<Uint8Array> {
    return one(await this.#ask('responder', [authority.id, authority.spkiSha256, tbs]));
  }

  /** The signature of an OCSP answer by a responder that is held. */
  ocspAnswer(authority: KeyName, spkiSha256: string, data: Uint8Array): Promise<Uint8Array> {
    return this.#gather(this.#answers, { authority, spkiSha256, data });
  }

  async makeTreeHeadKey(): Promise<Uint8Array> {
    return one(await this.#ask('makeTreeHeadKey', [], MAKING_WAIT_MS));
  }

  async holdTreeHeadKey(spkiSha256: string): Promise<Uint8Array> {
    return one(await this.#ask('holdTreeHeadKey', [spkiSha256], MAKING_WAIT_MS));
  }

  async treeHead(spkiSha256: string, head: Uint8Array): Promise<Uint8Array> {
    return one(await this.#ask('treeHead', [spkiSha256, head]));
  }

  /** The whole certificate. Only a signer of the demonstration makes one. */
  async serverCertificate(order: ServerCertificateOrder): Promise<Uint8Array> {
    const { root, subjectPublicKeyInfo, names, addresses, notBefore, notAfter } = order;
    const fields = [root.id, root.spkiSha256, subjectPublicKeyInfo, String(notBefore), String(notAfter)];
    return one(
      await this.#ask('serverCertificate', [...fields, names.join(' '), ...addresses], MAKING_WAIT_MS),
    );
  }

  close(): void {
    this.#connection.close();
  }

  #ask(kind: RequestKind, fields: readonly (FrameField | string)[], waitMs?: number) {
    const octets = fields.map((field) => (typeof field === 'string' ? Buffer.from(field) : field));
    return this.#connection.ask(kind, octets, waitMs);
  }

  async #gather<Order>(batch: Batch<Order, Outcome>, order: Order): Promise<Uint8Array> {
    if (this.#gathered >= MOST_GATHERED) {
      throw new SignerFault('unavailable', 'too many wait for the signer');
    }
    this.#gathered += 1;
    try {
      const outcome = await batch.add(order);
      if ('error' in outcome) throw outcome.error;
      return outcome.signature;
    } finally {
      this.#gathered -= 1;
    }
  }

  async #signCertificates(orders: readonly CertificateOrder[]): Promise<Outcome[]> {
    return this.#together(
      orders,
      ({ authority }) => authority.spkiSha256,
      async ([first, ...rest]) => {
        const { id, spkiSha256 } = first.authority;
        const items = [first, ...rest].flatMap(({ serialNumber, tbs }) => [
          serialNumber,
          this.#readsPlans ? '' : tbs,
        ]);
        const said = await this.#ask('certificates', [id, spkiSha256, ...items]);
        this.#troubled = false;
        // Of each its signature, or no octets and why.
        return Array.from({ length: said.length / 2 }, (_, at) => {
          const [signature, why] = [said[2 * at], String(said[2 * at + 1])];
          return signature && signature.length > 0 ? { signature } : { error: errorOf('refused', why, '') };
        });
      },
    );
  }

  async #signAnswers(orders: readonly AnswerOrder[]): Promise<Outcome[]> {
    return this.#together(
      orders,
      ({ spkiSha256 }) => spkiSha256,
      async ([first, ...rest]) => {
        const items = [first, ...rest].map(({ data }) => data);
        const signatures = await this.#ask('ocspAnswers', [first.authority.id, first.spkiSha256, ...items]);
        return signatures.map((signature) => ({ signature }));
      },
    );
  }

  /** A message for each key, and what became of each order: one that fails is no fault of the others' messages. */
  async #together<Order>(
    orders: readonly Order[],
    keyOf: (order: Order) => string,
    sign: (orders: readonly [Order, ...Order[]]) => Promise<Outcome[]>,
  ): Promise<Outcome[]> {
    const outcomes = new Map<Order, Outcome>();
    for (const group of Map.groupBy(orders, keyOf).values()) {
      const said = await sign(group as [Order, ...Order[]]).catch((error: unknown): Outcome[] => {
        if (isSignerAway(error)) this.#troubled = true;
        return group.map(() => ({ error }));
      });
      group.forEach((order, at) => {
        outcomes.set(order, said[at] ?? { error: new SignerFault('failed', 'the signer left one out') });
      });
    }
    return orders.map((order) => outcomes.get(order) as Outcome);
  }
}

function one(fields: readonly Buffer[]): Uint8Array {
  const [field] = fields;
  if (field === undefined) throw new SignerFault('failed', 'the signer said nothing');
  return field;
}
