// The signer itself: the only one who holds private keys. It signs what it has been asked to by name and has found to
// be in order, writes down what that was, and then answers; never octets as they come.

import { hash } from 'node:crypto';
import type { PlannedCertificate } from '../../store/read/plans.ts';
import type { SignerLog } from '../../store/signer-log.ts';
import { CA_KEY_KINDS, type CaKeyKind } from '../../x509/ca-key-kind.ts';
import { parseSubjectPublicKeyInfo } from '../../x509/subject-public-key-info.ts';
import { holdCeremony } from '../ceremony.ts';
import type { KeyPlace } from '../key-files.ts';
import { type CaKeyKinds, USUAL_CA_KEY_KINDS } from '../root-terms.ts';
import type { SigningKey } from '../signing-key.ts';
import { readOffered } from './accepted-certificate.ts';
import { REQUESTS, type RequestKind } from './frames.ts';
import { acceptGeneration, certifyGeneration, prepareGeneration } from './generations.ts';
import { type HeldAuthority, readAuthority, writeAuthority } from './held-authorities.ts';
import type { KeyName } from './key-name.ts';
import { RevokedAuthorities } from './revoked-authorities.ts';
import { listOfRoot } from './root-list.ts';
import { signServerCertificate } from './sign-server-certificate.ts';
import { SignerFault } from './signer-fault.ts';
import { assertHolderCertificate, assertResponderCertificate, type SigningRules } from './signing-rules.ts';
import { assertOcspAnswer, assertRevocationList, assertTreeHead } from './status-rules.ts';

export interface SignerOptions extends SigningRules {
  readonly keyFolder: string;
  /** Where the keys of CAs are. */
  readonly caKeys: KeyPlace;
  /** Where the signer's lesser keys are: responders', and that of the audit record. */
  readonly ownKeys: KeyPlace;
  readonly log: SignerLog;
  /** Reads the plan of a certificate; absent where only the server's process can open the store. */
  readonly readPlans?:
    | ((serialNumbers: readonly string[]) => Promise<ReadonlyMap<string, PlannedCertificate>>)
    | undefined;
  /** Of the keys that it makes for CAs; absent: the usual ones. */
  readonly caKeyKinds?: CaKeyKinds | undefined;
  /** For how long a list of its root may be believed; absent: as usual. */
  readonly rootListMonths?: number | undefined;
  /** Whether it certifies the TLS keys of its own listeners. */
  readonly demonstration: boolean;
}

interface Held<Of> {
  readonly of: Of;
  readonly key: SigningKey;
}

type Fields = readonly Buffer[];
type Answer = readonly (Uint8Array | string)[];

/** In names of key files. */
const TREE_HEADS = 'audit';
const responderId = (id: string): string => `${id}-ocsp`;
const sha256 = (octets: Uint8Array): string => hash('sha256', octets, 'hex');

export class SignerService {
  readonly #options: SignerOptions;
  /** By the SHA-256 of the SubjectPublicKeyInfo. */
  readonly #authorities = new Map<string, Promise<Held<HeldAuthority>>>();
  /** With the hash by which their answers name them. */
  readonly #responders = new Map<string, Promise<Held<Uint8Array>>>();
  readonly #treeHeadKeys = new Map<string, Promise<SigningKey>>();

  readonly #revoked: RevokedAuthorities;

  constructor(options: SignerOptions) {
    this.#options = options;
    this.#revoked = new RevokedAuthorities(options.keyFolder);
  }

  /** The fields of the answer. @throws SignerFault, KeyFileError */
  async answer(kind: number, fields: Fields): Promise<Answer> {
    const name = KINDS.get(kind);
    if (name === undefined) throw new SignerFault('refused', 'there is no such request');
    return this.#requests[name](fields);
  }

  readonly #requests: Readonly<Record<RequestKind, (fields: Fields) => Promise<Answer>>> = {
    hold: async (fields) => [(await this.#hold(keyName(fields))).of.certificate],
    ceremony: (fields) => this.#ceremony(numberAt(fields, 0)),
    rootList: async (fields) => {
      const root = keyName(fields);
      const list = await listOfRoot(this.#options, root, numberAt(fields, 2));
      await this.#revoked.take(root, list);
      return [list];
    },
    takeRootList: async (fields) => {
      await this.#revoked.take(keyName(fields), fieldAt(fields, 2));
      return [];
    },
    prepareGeneration: async (fields) => {
      const { caKeyKinds = USUAL_CA_KEY_KINDS } = this.#options;
      const prepared = await prepareGeneration(this.#options, {
        id: idAt(fields, 0),
        kind: keyKindAt(fields, 1),
        usual: caKeyKinds.issuing,
        only: isOnly(fields, 2),
      });
      return [prepared.id, prepared.request ?? '', prepared.spkiSha256 ?? ''];
    },
    certifyGeneration: async (fields) => {
      const period = { notBefore: numberAt(fields, 3), notAfter: numberAt(fields, 4) };
      const key = hashAt(fields, 2);
      return [await certifyGeneration(this.#options, keyName(fields), key, period, this.#now())];
    },
    acceptGeneration: async (fields) => {
      const der = fieldAt(fields, 0);
      readOffered(der);
      if (await this.#revoked.has(der)) throw new SignerFault('not-accepted', 'its root has revoked it');
      const accepted = await acceptGeneration(this.#options, der, this.#now(), isOnly(fields, 1));
      return [accepted.id, String(accepted.crlShards), accepted.root.id, accepted.root.certificate];
    },
    certificates: (fields) => this.#certificates(fields),
    revocationList: (fields) => this.#revocationList(fields),
    makeResponderKey: async (fields) => {
      const key = await this.#options.ownKeys.generate(responderId(idAt(fields, 0)), 'P-256');
      this.#responders.set(sha256(key.subjectPublicKeyInfo), Promise.resolve(responderOf(key)));
      return [key.subjectPublicKeyInfo];
    },
    holdResponderKey: async (fields) => [(await this.#holdResponder(fields)).key.subjectPublicKeyInfo],
    responder: (fields) => this.#responder(fields),
    ocspAnswers: (fields) => this.#ocspAnswers(fields),
    makeTreeHeadKey: async () => [
      (await this.#options.ownKeys.generate(TREE_HEADS, 'P-256')).subjectPublicKeyInfo,
    ],
    holdTreeHeadKey: async (fields) => [(await this.#holdTreeHeadKey(fields)).subjectPublicKeyInfo],
    treeHead: (fields) => this.#treeHead(fields),
    serverCertificate: (fields) => this.#serverCertificate(fields),
  };

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #hold(name: KeyName): Promise<Held<HeldAuthority>> {
    return openedOnce(this.#authorities, name.spkiSha256, () => this.#open(name));
  }

  #holdResponder(fields: Fields): Promise<Held<Uint8Array>> {
    const name = { id: responderId(idAt(fields, 0)), spkiSha256: hashAt(fields, 1) };
    return openedOnce(this.#responders, name.spkiSha256, async () =>
      responderOf(await this.#options.ownKeys.open(name)),
    );
  }

  #holdTreeHeadKey(fields: Fields): Promise<SigningKey> {
    const name = { id: TREE_HEADS, spkiSha256: hashAt(fields, 0) };
    return openedOnce(this.#treeHeadKeys, name.spkiSha256, () => this.#options.ownKeys.open(name));
  }

  async #open(name: KeyName): Promise<Held<HeldAuthority>> {
    const of = await readAuthority(this.#options.keyFolder, name);
    return { of, key: await this.#options.caKeys.open(name) };
  }

  /** Not where something has been signed: whoever holds the server makes no second CA beside the first. */
  async #ceremony(validFrom: number): Promise<Answer> {
    const { log, caKeys, keyFolder, pkiOrigin, caKeyKinds, rootListMonths, now = Date.now } = this.#options;
    if (!log.isEmpty) {
      throw new SignerFault(
        'refused',
        `the keys in ${keyFolder} belong to another database: certificates were signed with them, and this one knows of no CA`,
      );
    }
    const made = await holdCeremony({
      ...{ folder: keyFolder, keys: caKeys, kinds: caKeyKinds, listMonths: rootListMonths },
      ...{ validFrom, now: now(), pkiOrigin },
    });
    for (const authority of made) await writeAuthority(keyFolder, authority);
    return [...made.map(({ certificate }) => certificate), String(made[1]?.crlShards ?? 0)];
  }

  async #certificates(fields: Fields): Promise<Answer> {
    const { log, readPlans, now = Date.now } = this.#options;
    const { of: authority, key } = await this.#hold(keyName(fields));
    if (await this.#revoked.has(authority.certificate)) {
      throw new SignerFault('revoked', `its root has revoked ${authority.id}`);
    }
    const orders = pairsOf(fields.slice(2)).map(([serial, tbs]) => ({ serial: String(serial), tbs }));
    const plans = await readPlans?.(orders.map(({ serial }) => serial));
    const judged = orders.map(({ serial, tbs: handed }) => {
      const plan = plans?.get(serial);
      const tbs = plan?.tbs ?? handed;
      const why =
        plans !== undefined && plan?.issuer !== authority.id
          ? 'not planned'
          : faultOf(() => assertHolderCertificate(tbs, serial, authority, this.#options));
      return { serialNumber: Buffer.from(serial, 'hex'), tbs, why };
    });
    const sound = judged.filter(({ why }) => why === '');
    const recorded = log.recordSerialNumbers(
      sound.map(({ serialNumber, tbs }) => ({ serialNumber, tbsSha256: hash('sha256', tbs, 'buffer') })),
      now(),
    );
    const free = new Set(sound.filter((_, at) => recorded[at]));
    return judged.flatMap((one) => {
      if (one.why !== '') return ['', one.why];
      return free.has(one) ? [key.sign(one.tbs), ''] : ['', 'this serial number was signed before'];
    });
  }

  async #revocationList(fields: Fields): Promise<Answer> {
    const { of: authority, key } = await this.#hold(keyName(fields));
    const [name, tbs] = [String(fieldAt(fields, 2)), fieldAt(fields, 3)];
    const number = assertRevocationList(tbs, name, authority, this.#options);
    const list = `crl ${authority.spkiSha256} ${name}`;
    const last = this.#options.log.recordRising(list, number, hash('sha256', tbs, 'buffer'));
    if (last !== undefined) {
      throw new SignerFault(
        'number-not-rising',
        `list ${name}: number ${last} was signed before`,
        String(last),
      );
    }
    return [key.sign(tbs)];
  }

  async #responder(fields: Fields): Promise<Answer> {
    const { of: authority, key } = await this.#hold(keyName(fields));
    const tbs = fieldAt(fields, 2);
    const certificate = assertResponderCertificate(tbs, authority, this.#options);
    if (!this.#responders.has(sha256(certificate.subjectPublicKeyInfo))) {
      throw new SignerFault('refused', 'a responder whose key is not the signer’s');
    }
    const { log, now = Date.now } = this.#options;
    const entry = { serialNumber: certificate.serialNumber, tbsSha256: hash('sha256', tbs, 'buffer') };
    if (!log.recordSerialNumbers([entry], now())[0]) {
      throw new SignerFault('refused', 'this serial number was signed before');
    }
    return [key.sign(tbs)];
  }

  async #ocspAnswers(fields: Fields): Promise<Answer> {
    const responder = await this.#holdResponder(fields);
    const now = this.#options.now?.();
    return fields.slice(2).map((data) => {
      assertOcspAnswer(data, responder.of, now);
      return responder.key.sign(data);
    });
  }

  async #treeHead(fields: Fields): Promise<Answer> {
    const key = await this.#holdTreeHeadKey(fields);
    const head = fieldAt(fields, 1);
    const last = this.#options.log.recordRising(
      `tree heads ${hashAt(fields, 0)}`,
      assertTreeHead(head),
      hash('sha256', head, 'buffer'),
    );
    if (last !== undefined) {
      throw new SignerFault('number-not-rising', 'a later head was signed before', String(last));
    }
    return [key.sign(head)];
  }

  async #serverCertificate(fields: Fields): Promise<Answer> {
    if (!this.#options.demonstration) throw new SignerFault('refused', 'only in the demonstration');
    const name = keyName(fields);
    const root = await readAuthority(this.#options.keyFolder, name);
    if (root.role !== 'root') throw new SignerFault('refused', 'only the root');
    const order = {
      subjectPublicKeyInfo: fieldAt(fields, 2),
      notBefore: numberAt(fields, 3),
      notAfter: numberAt(fields, 4),
      names: String(fieldAt(fields, 5)).split(' '),
      addresses: fields.slice(6),
    };
    // Opened for one signature and let go.
    return [signServerCertificate(await this.#options.caKeys.open(name), root, order)];
  }
}

const KINDS: ReadonlyMap<number, RequestKind> = new Map(
  Object.entries(REQUESTS).map(([name, kind]) => [kind, name as RequestKind]),
);

/** Opens a key once; one that could not be opened is tried again by who asks next. */
function openedOnce<Key>(
  opened: Map<string, Promise<Key>>,
  name: string,
  open: () => Promise<Key>,
): Promise<Key> {
  let key = opened.get(name);
  if (key === undefined) {
    key = open();
    opened.set(name, key);
    key.catch(() => opened.delete(name));
  }
  return key;
}

function responderOf(key: SigningKey): Held<Uint8Array> {
  const publicKey = parseSubjectPublicKeyInfo(key.subjectPublicKeyInfo);
  if (publicKey?.kind !== 'ec') throw new SignerFault('failed', 'a responder has a key on a curve');
  return { of: hash('sha1', publicKey.point, 'buffer'), key };
}

/** Why not; nothing when it may be. */
function faultOf(assertion: () => void): string {
  try {
    assertion();
    return '';
  } catch (error) {
    if (error instanceof SignerFault) return error.message;
    throw error;
  }
}

function fieldAt(fields: Fields, at: number): Buffer {
  const field = fields[at];
  if (field === undefined) throw new SignerFault('refused', 'a field is missing');
  return field;
}

/** Names of files are made of it. */
function idAt(fields: Fields, at: number): string {
  const id = String(fieldAt(fields, at));
  if (!/^[a-z]{1,20}-\d{1,4}$/.test(id)) throw new SignerFault('refused', 'not the name of a CA');
  return id;
}

function hashAt(fields: Fields, at: number): string {
  const text = String(fieldAt(fields, at));
  if (!/^[0-9a-f]{64}$/.test(text)) throw new SignerFault('refused', 'not the hash of a key');
  return text;
}

function keyName(fields: Fields): KeyName {
  return { id: idAt(fields, 0), spkiSha256: hashAt(fields, 1) };
}

function numberAt(fields: Fields, at: number): number {
  const text = String(fieldAt(fields, at));
  if (!/^-?\d{1,15}$/.test(text)) throw new SignerFault('refused', 'not a number');
  return Number(text);
}

/** Whether it is only to be said what would be. */
const isOnly = (fields: Fields, at: number): boolean => String(fieldAt(fields, at)) === 'only';

/** Nothing: the usual kind. */
function keyKindAt(fields: Fields, at: number): CaKeyKind | undefined {
  const text = String(fieldAt(fields, at));
  const kind = CA_KEY_KINDS.find((one) => one === text);
  if (kind === undefined && text !== '') throw new SignerFault('refused', 'no kind of key');
  return kind;
}

function pairsOf(fields: Fields): [Buffer, Buffer][] {
  if (fields.length % 2 !== 0) throw new SignerFault('refused', 'half a pair');
  const pairs: [Buffer, Buffer][] = [];
  for (let at = 0; at < fields.length; at += 2) {
    pairs.push([fieldAt(fields, at), fieldAt(fields, at + 1)]);
  }
  return pairs;
}
