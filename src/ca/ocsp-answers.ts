// OCSP answers (RFC 6960, 5019): signed when asked for, and given again as long as the certificate's state stands. A
// revocation ends an answer at once: no answer goes out that our records contradicted when the request came.

import type { IssuedState } from '../store/read/ocsp.ts';
import type { Store } from '../store/store.ts';
import { type CertId, type OcspRequest, parseOcspRequest } from '../x509/ocsp-request.ts';
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
import { isOf, type OcspIssuer, OcspIssuers } from './ocsp-issuers.ts';
import type { Responder } from './ocsp-responder.ts';
import { wholeSecond } from './whole-second.ts';

export interface OcspAnswer {
  /** OCSPResponse, DER, a character for each octet (latin1): as text it leaves in one piece with its header fields. */
  readonly body: string;
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

const textOf = (der: Uint8Array): string =>
  Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('latin1');
const failure = (status: OcspFailure): OcspAnswer => ({ body: textOf(buildOcspFailure(status)) });
const MALFORMED = failure('malformedRequest');
export const OCSP_INTERNAL_ERROR = failure('internalError');
/** No signer or no store at the moment, or too many wait for them (RFC 6960 2.3). */
export const OCSP_TRY_LATER = failure('tryLater');
/** We have no record of what is asked for, or the CA that issued it signs nothing at present (RFC 5019 2.2.3). */
const UNAUTHORIZED = failure('unauthorized');

export class OcspAnswers {
  readonly #ca: CertificationAuthority;
  readonly #now: () => number;
  readonly #kept = new KeptAnswers<OcspAnswer>();
  readonly #states: CertificateStates;
  readonly #issuers: OcspIssuers;

  constructor(store: Store, ca: CertificationAuthority, now: () => number) {
    this.#ca = ca;
    this.#now = now;
    this.#issuers = new OcspIssuers(store, ca);
    // Another CA, or one that its root has revoked: what was said of its certificates may hold no more.
    ca.authorities.onReplaced(() => this.#kept.clear());
    this.#states = new CertificateStates(store, (serialNumber) => {
      if (serialNumber === undefined) this.#kept.clear();
      else this.#kept.drop(serialNumber);
    });
  }

  /** Opens the key of each generation's responder, so that the first who asks does not wait for it. */
  async open(): Promise<void> {
    const now = this.#now();
    await Promise.all(this.#issuers.at(now).map(({ responder }) => responder.get(now)));
  }

  /** The answer that was given to this request before, when nothing can have changed since. */
  kept(key: string): OcspAnswer | undefined {
    return this.#states.isCurrent ? this.#find(key) : undefined;
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
    const issuers = this.#issuers.at(this.#now());
    const issuerOf = (certId: CertId) => issuers.find((one) => isOf(one, certId));
    const ours = certIds.filter((certId) => issuerOf(certId) !== undefined).map((one) => one.serialNumber);
    if (ours.length === 0) return UNAUTHORIZED;
    const { states, sequence } = await this.#states.look(ours);
    const stateUnder = (issuer: OcspIssuer | undefined, certId: CertId) => {
      const state = issuer && isOf(issuer, certId) ? states.get(certId.serialNumber) : undefined;
      return state?.issuer === issuer?.authority.id ? state : undefined;
    };
    // One answer has one signer: the responder of the first that there is speaks for no other CA's.
    const first = certIds.find((certId) => stateUnder(issuerOf(certId), certId) !== undefined);
    const issuer = first && issuerOf(first);
    if (issuer === undefined) return UNAUTHORIZED;
    const stateOf = (certId: CertId) => stateUnder(issuer, certId);

    const now = this.#now();
    const responder = await issuer.responder.get(now);
    const thisUpdate = wholeSecond(now);
    const nextUpdate = Math.min(thisUpdate + this.#ca.periods.ocspMs, responder.notAfter);
    const answers = certIds.map((certId) => ({
      certId: certId.der,
      status: statusOf(stateOf(certId), issuer),
    }));
    const data = buildResponseData({
      responderKeyHash: responder.keyHash,
      producedAt: thisUpdate,
      thisUpdate,
      nextUpdate,
      answers,
      nonce,
    });
    const again = nonce === undefined;
    const answer = {
      body: await this.#seal(issuer, responder, data),
      said: { thisUpdate, nextUpdate, again },
    };
    const [only] = ours;
    // Not kept when the record went on while the responder was waited for: the change was told before this was there.
    const usual = again && certIds.length === 1 && key.length <= KEY_MOST_LENGTH;
    const isSame = this.#ca.authorities.find(issuer.authority.id) === issuer.authority;
    if (usual && only !== undefined && isSame && this.#states.sequence === sequence) {
      this.#kept.keep(key, only, answer);
    }
    return answer;
  }

  async #seal(
    { authority }: OcspIssuer,
    { key, spkiSha256, certificate }: Responder,
    data: Uint8Array,
  ): Promise<string> {
    const signature = await this.#ca.signer.ocspAnswer(authority, spkiSha256, data);
    return textOf(assembleOcspAnswer(data, key.algorithm, signature, certificate));
  }
}

/** With a CA that its root has revoked ends all that it issued, also before each has been revoked (RFC 6960 2.7). */
function statusOf(state: IssuedState | undefined, { authority }: OcspIssuer): CertificateStatus {
  if (state === undefined) return { state: 'unknown' };
  const { revoked_at: revokedAt, revocation_reason: reason } = state;
  if (revokedAt !== null) return { state: 'revoked', revokedAt, ...(reason !== null && { reason }) };
  const { revoked } = authority;
  return revoked === undefined ? { state: 'good' } : { state: 'revoked', revokedAt: revoked.at };
}
