// OCSP answers (RFC 6960, 5019): signed when asked for, and given again as long as the certificate's state stands. A
// revocation ends an answer at once: no answer goes out that our records contradicted when the request came.

import { hash } from 'node:crypto';
import type { IssuedState } from '../store/read/ocsp.ts';
import type { Store } from '../store/store.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { type CertId, type CertIdHash, type OcspRequest, parseOcspRequest } from '../x509/ocsp-request.ts';
import {
  assembleOcspAnswer,
  buildOcspFailure,
  buildResponseData,
  type CertificateStatus,
  type OcspFailure,
} from '../x509/ocsp-response.ts';
import { CertificateStates } from './certificate-states.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { KeptAnswers } from './kept-answers.ts';
import { openResponder, type Responder } from './ocsp-responder.ts';
import { ResponderKeeper } from './ocsp-responder-keeper.ts';
import { wholeSecond } from './whole-second.ts';

export interface OcspAnswer {
  /** OCSPResponse, DER. */
  readonly body: Buffer;
  /** Undefined of an answer without a state. */
  readonly said?: {
    readonly thisUpdate: number;
    readonly nextUpdate: number;
    /** Whether the same question may be given the same answer: not when it holds a nonce. */
    readonly again: boolean;
  };
}

/** How long an answer is given again, at most. */
const KEPT_MS = 60 * 60 * 1000;

/** What clients ask has about 150 characters; longer ones would fill the memory with what nobody asks again. */
const KEY_MOST_LENGTH = 400;

const failure = (status: OcspFailure): OcspAnswer => ({ body: Buffer.from(buildOcspFailure(status)) });
const MALFORMED = failure('malformedRequest');
export const OCSP_INTERNAL_ERROR = failure('internalError');
/** We have no record of what is asked for, or the CA that issued it signs nothing at present (RFC 5019 2.2.3). */
const UNAUTHORIZED = failure('unauthorized');

export class OcspAnswers {
  readonly #ca: CertificationAuthority;
  readonly #now: () => number;
  readonly #kept = new KeptAnswers<OcspAnswer>();
  readonly #states: CertificateStates;
  readonly #responder: ResponderKeeper;
  readonly #issuer: IssuerHashes;

  constructor(store: Store, ca: CertificationAuthority, now: () => number) {
    this.#ca = ca;
    this.#now = now;
    this.#issuer = hashesOf(ca.issuing.subject, ca.issuing.certificate);
    this.#states = new CertificateStates(store, (serialNumber) => {
      if (serialNumber === undefined) this.#kept.clear();
      else this.#kept.drop(serialNumber);
    });
    this.#responder = new ResponderKeeper((at) => openResponder(store, ca, at));
  }

  /** Opens the responder's key, so that the first who asks does not wait for it. */
  async open(): Promise<void> {
    await this.#responder.get(this.#now());
  }

  /**
   * The answer to a request. Throws only when the store or the responder fails.
   *
   * @param key the request as it came, in whatever form: the same key is the same request.
   * @param decode the request in DER, or undefined when it cannot be read.
   */
  async answer(key: string, decode: () => Uint8Array | undefined): Promise<OcspAnswer> {
    if (this.#find(key) !== undefined) {
      await this.#states.refresh();
      const kept = this.#find(key);
      if (kept !== undefined) return kept;
    }
    const der = decode();
    const parsed = der && parseOcspRequest(der);
    return parsed === undefined ? MALFORMED : this.#sign(parsed, key);
  }

  #find(key: string): OcspAnswer | undefined {
    const kept = this.#kept.find(key);
    if (kept?.said === undefined) return undefined;
    const age = this.#now() - kept.said.thisUpdate;
    return age >= 0 && age < Math.min(KEPT_MS, this.#ca.periods.ocspMs / 2) ? kept : undefined;
  }

  async #sign({ certIds, nonce }: OcspRequest, key: string): Promise<OcspAnswer> {
    const ours = certIds.filter((certId) => isOf(this.#issuer, certId)).map((one) => one.serialNumber);
    if (ours.length === 0) return UNAUTHORIZED;
    const { states, sequence } = await this.#states.look(ours);
    const stateOf = (certId: CertId) => {
      const state = isOf(this.#issuer, certId) ? states.get(certId.serialNumber) : undefined;
      return state?.issuer === this.#ca.issuing.id ? state : undefined;
    };
    if (certIds.every((certId) => stateOf(certId) === undefined)) return UNAUTHORIZED;

    const now = this.#now();
    const responder = await this.#responder.get(now);
    const thisUpdate = wholeSecond(now);
    const nextUpdate = Math.min(thisUpdate + this.#ca.periods.ocspMs, responder.notAfter);
    const answers = certIds.map((certId) => ({ certId: certId.der, status: statusOf(stateOf(certId)) }));
    const data = buildResponseData({
      responderKeyHash: responder.keyHash,
      producedAt: thisUpdate,
      thisUpdate,
      nextUpdate,
      answers,
      nonce,
    });
    const again = nonce === undefined;
    const answer = { body: await this.#seal(responder, data), said: { thisUpdate, nextUpdate, again } };
    const [only] = ours;
    // Not kept when the record went on while the responder was waited for: the change was told before this was there.
    const usual = again && certIds.length === 1 && key.length <= KEY_MOST_LENGTH;
    if (usual && only !== undefined && this.#states.sequence === sequence) {
      this.#kept.keep(key, only, answer);
    }
    return answer;
  }

  async #seal({ key, spkiSha256, certificate }: Responder, data: Uint8Array): Promise<Buffer> {
    const signature = await this.#ca.signer.ocspAnswer(this.#ca.issuing, spkiSha256, data);
    const der = assembleOcspAnswer(data, key.algorithm, signature, certificate);
    return Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  }
}

function statusOf(state: IssuedState | undefined): CertificateStatus {
  if (state === undefined) return { state: 'unknown' };
  const { revoked_at: revokedAt, revocation_reason: reason } = state;
  return revokedAt === null
    ? { state: 'good' }
    : { state: 'revoked', revokedAt, ...(reason !== null && { reason }) };
}

/** An issuer as requests name it: hashes of its name and of its key without tag and length (RFC 6960 4.1.1). */
type IssuerHashes = Readonly<Record<CertIdHash, { readonly name: Buffer; readonly key: Buffer }>>;

function hashesOf(subject: Uint8Array, certificate: Uint8Array): IssuerHashes {
  const { publicKey } = parseCertificate(certificate);
  if (publicKey.kind !== 'ec') throw new Error('an issuing CA has a key on a curve');
  const of = (algorithm: string) => ({
    name: hash(algorithm, subject, 'buffer'),
    key: hash(algorithm, publicKey.point, 'buffer'),
  });
  return { 'SHA-1': of('sha1'), 'SHA-256': of('sha256') };
}

function isOf(issuer: IssuerHashes, { hash: name, issuerNameHash, issuerKeyHash }: CertId): boolean {
  if (name === undefined) return false;
  const own = issuer[name];
  return own.name.equals(issuerNameHash) && own.key.equals(issuerKeyHash);
}
